import { Plus } from 'lucide-react';
import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { moveAt, removeAt, replaceAt } from './change-list.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { newCondition } from './condition-kinds.ts';
import styles from './editor.module.css';
import { freeName } from './new-config.ts';
import { ProblemAt, useProblem } from './problems.tsx';
import { RowButtons } from './row-buttons.tsx';
import { StrategyEditor } from './strategy-editor.tsx';

type Rule = RouteConfigInput['rules'][number];

export interface RulesEditorProps {
  rules: Rule[];
  targetIds: readonly string[];
  onChange: (rules: Rule[]) => void;
}

/** The rules, of which the first whose condition holds decides. */
export function RulesEditor({ rules, targetIds, onChange }: RulesEditorProps) {
  /** Before the last, which takes what is left. */
  const add = () => {
    const name = freeName(
      'rule',
      rules.map((rule) => rule.name),
    );
    const rule: Rule = {
      name,
      when: newCondition('metadata'),
      use: { kind: 'fallback', targets: targetIds.slice(0, 1) },
    };
    onChange(rules.toSpliced(Math.max(0, rules.length - 1), 0, rule));
  };
  return (
    <>
      {rules.map((rule, index) => (
        <RuleCard
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed
          key={index}
          rule={rule}
          index={index}
          count={rules.length}
          targetIds={targetIds}
          onChange={(next) => onChange(replaceAt(rules, index, next))}
          onMove={(by) => onChange(moveAt(rules, index, by))}
          onRemove={() => onChange(removeAt(rules, index))}
        />
      ))}
      <ProblemAt path="rules" />
      <div>
        <Button size="small" icon={<Plus aria-hidden="true" />} disabled={rules.length >= 20} onClick={add}>
          Add rule
        </Button>
      </div>
    </>
  );
}

interface RuleCardProps {
  rule: Rule;
  index: number;
  count: number;
  targetIds: readonly string[];
  onChange: (rule: Rule) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function RuleCard({ rule, index, count, targetIds, onChange, onMove, onRemove }: RuleCardProps) {
  const path = `rules.${index}`;
  const { when: _, ...always } = rule;
  return (
    <div className={styles['card']}>
      <div className={styles['named']}>
        <TextField
          label={`Rule ${index + 1}`}
          isMono
          value={rule.name}
          error={useProblem(`${path}.name`)}
          onChange={(event) => onChange({ ...rule, name: event.target.value })}
        />
        <RowButtons
          name={`rule ${rule.name}`}
          index={index}
          count={count}
          onMove={onMove}
          onRemove={count > 1 ? onRemove : undefined}
        />
      </div>
      <ProblemAt path={path} />
      <ConditionEditor
        label="When"
        path={`${path}.when`}
        condition={rule.when}
        depth={0}
        onChange={(when) => onChange(when === undefined ? always : { ...rule, when })}
      />
      <StrategyEditor
        path={`${path}.use`}
        use={rule.use}
        targetIds={targetIds}
        onChange={(use) => onChange({ ...rule, use })}
      />
    </div>
  );
}
