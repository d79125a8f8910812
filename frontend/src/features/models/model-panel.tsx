import { useState } from 'react';
import type { Model } from '../../../../shared/contract/models.ts';
import { useCan } from '../../lib/use-me.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Detail, Details } from '../../ui/details.tsx';
import { Count } from '../../ui/figure.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Badge, SimulatedBadge } from '../../ui/status.tsx';
import { type Ability, abilityLooks } from './abilities.tsx';
import { Availability } from './model-columns.tsx';
import styles from './models.module.css';
import { OverrideDialog } from './override-dialog.tsx';
import { PriceHistory } from './price-history-part.tsx';
import { PriceTable } from './price-table.tsx';
import { RealUse } from './real-use.tsx';
import { RemoveOverrideButton } from './remove-override-button.tsx';

export function ModelPanel({ model, onClose }: { model: Model; onClose: () => void }) {
  const isAdmin = useCan('admin');
  const [isEditing, setIsEditing] = useState(false);
  return (
    <SidePanel name="models" title={model.name} onClose={onClose}>
      <div className={styles['actions']}>
        {model.isAvailable && model.kind === 'chat' ? (
          <LinkButton to="/playground" search={{ model: model.id } as never}>
            Try in the playground
          </LinkButton>
        ) : null}
        <LinkButton to="/models" search={{ model: model.id, compare: model.id } as never}>
          Compare
        </LinkButton>
        {isAdmin ? (
          <Button onClick={() => setIsEditing(true)}>{model.hasOverride ? 'Edit override' : 'Override'}</Button>
        ) : null}
        {isAdmin && model.hasOverride ? <RemoveOverrideButton model={model} /> : null}
      </div>
      <ModelDetails model={model} />
      <PriceTable model={model} />
      <PriceHistory model={model} />
      <RealUse model={model} />
      {isEditing ? <OverrideDialog model={model} onClose={() => setIsEditing(false)} /> : null}
    </SidePanel>
  );
}

function ModelDetails({ model }: { model: Model }) {
  const those = (value: boolean | null) =>
    (Object.keys(abilityLooks) as Ability[]).filter((ability) => model.abilities[ability] === value);
  const [able, unknown] = [those(true), those(null)];
  return (
    <Details>
      <Detail label="Id">
        <span className={styles['actions']}>
          <code>{model.id}</code>
          <CopyButton text={model.id} label="Copy model id" />
          {model.isSimulated ? <SimulatedBadge /> : null}
        </span>
      </Detail>
      <Detail label="Callable">
        <Availability model={model} />
      </Detail>
      <Detail label="Provider">{model.provider}</Detail>
      <Detail label="Kind">{model.kind}</Detail>
      <Detail label="Context window">
        <Tokens count={model.contextWindow} />
      </Detail>
      <Detail label="Maximum output">
        <Tokens count={model.maxOutputTokens} />
      </Detail>
      <Detail label="Input">{model.inputModalities.join(', ')}</Detail>
      <Detail label="Output">{model.outputModalities.join(', ')}</Detail>
      <Detail label="Abilities">
        <span className={styles['actions']}>
          {able.map((ability) => (
            <Badge key={ability} tip={abilityLooks[ability].tip}>
              {abilityLooks[ability].label}
            </Badge>
          ))}
          {able.length === 0 ? (unknown.length === 0 ? 'None' : 'None known') : null}
        </span>
      </Detail>
      {unknown.length === 0 ? null : (
        <Detail label="Not known">
          <span data-tip="Neither the catalogue nor this project says; an override can.">
            {unknown.map((ability) => abilityLooks[ability].label).join(', ')}
          </span>
        </Detail>
      )}
    </Details>
  );
}

function Tokens({ count }: { count: number | null }) {
  if (count === null) return <span data-tip="Neither the catalogue nor this project says">—</span>;
  return (
    <>
      <Count value={count} /> tokens
    </>
  );
}
