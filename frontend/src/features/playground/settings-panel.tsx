import type { ActionDispatch } from 'react';
import type { Model } from '../../../../shared/contract/models.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { Checkbox, TextField } from '../../ui/field.tsx';
import { useIsNarrow } from '../../ui/use-media.ts';
import type { Draft, DraftChange } from './draft.ts';
import styles from './playground.module.css';

interface SettingsPanelProps {
  draft: Draft;
  model: Model | null;
  change: ActionDispatch<[DraftChange]>;
}

/** Parameters of the call; behind a disclosure where there is little room. */
export function SettingsPanel(props: SettingsPanelProps) {
  const isNarrow = useIsNarrow();
  if (!isNarrow) return <Parameters {...props} />;
  return (
    <details className={styles['disclosure']}>
      <summary>Parameters</summary>
      <Parameters {...props} />
    </details>
  );
}

/** An empty field leaves the value to the model. */
function Parameters({ draft, model, change }: SettingsPanelProps) {
  const limit = model?.maxOutputTokens ?? null;
  return (
    <div className={styles['parameters']}>
      <TextField
        label="Temperature"
        hint="0 to 2. Empty: the model’s own."
        type="number"
        inputMode="decimal"
        min={0}
        max={2}
        step={0.1}
        placeholder="Default"
        value={draft.temperature ?? ''}
        onChange={(event) => change({ type: 'set', part: { temperature: numberIn(event.target, 0, 2) } })}
      />
      <TextField
        label="Maximum tokens"
        hint={
          limit === null
            ? 'Empty: the model’s own limit.'
            : `Empty: the model’s own limit, ${formatCount(limit).exact}.`
        }
        type="number"
        inputMode="numeric"
        min={1}
        step={1}
        placeholder="Default"
        value={draft.maxTokens ?? ''}
        onChange={(event) => change({ type: 'set', part: { maxTokens: wholeNumberIn(event.target) } })}
      />
      <Checkbox
        label="JSON mode"
        hint="The answer is one JSON object. Ask for JSON in a message, too."
        checked={draft.isJson}
        onChange={(event) => change({ type: 'set', part: { isJson: event.target.checked } })}
      />
    </div>
  );
}

function numberIn({ value, valueAsNumber }: HTMLInputElement, least: number, most: number): number | null {
  return value === '' || Number.isNaN(valueAsNumber) ? null : Math.min(most, Math.max(least, valueAsNumber));
}

function wholeNumberIn(input: HTMLInputElement): number | null {
  const value = numberIn(input, 1, 1e7);
  return value === null ? null : Math.round(value);
}
