import { Braces, Brain, DatabaseZap, Eye, type LucideIcon, Wrench } from 'lucide-react';
import type { Model, modelAbilities } from '../../../../shared/contract/models.ts';
import styles from './models.module.css';

export type Ability = (typeof modelAbilities)[number];

export const abilityLooks: Record<Ability, { label: string; tip: string; icon: LucideIcon }> = {
  tools: { label: 'Tools', tip: 'Calls functions that you describe', icon: Wrench },
  structuredOutput: { label: 'Structured output', tip: 'Answers in JSON that follows a schema', icon: Braces },
  reasoning: { label: 'Reasoning', tip: 'Thinks before it answers; those tokens are output too', icon: Brain },
  vision: { label: 'Vision', tip: 'Reads images', icon: Eye },
  caching: { label: 'Caching', tip: 'Cached input is cheaper', icon: DatabaseZap },
};

const abilities = Object.keys(abilityLooks) as Ability[];

/** One glyph per ability, each in its own place, so that a column can be scanned. */
export function AbilityGlyphs({ model }: { model: Model }) {
  return (
    <span className={styles['abilities']}>
      {abilities.map((ability) => {
        const { label, tip, icon: Icon } = abilityLooks[ability];
        if (model.abilities[ability] === null) return <UnknownAbility key={ability} label={label} />;
        if (model.abilities[ability] === false) return <span key={ability} className={styles['ability']} />;
        return (
          <span key={ability} className={styles['ability']} data-tip={`${label}. ${tip}.`}>
            <Icon size={14} aria-hidden="true" />
            <span className="visually-hidden">{label}</span>
          </span>
        );
      })}
    </span>
  );
}

function UnknownAbility({ label }: { label: string }) {
  return (
    <span className={styles['ability']} data-tip={`${label}: not known. Neither the catalogue nor this project says.`}>
      <span aria-hidden="true">?</span>
      <span className="visually-hidden">{label} not known</span>
    </span>
  );
}
