import { useState } from 'react';
import { type ScoreDataType, scoreLimits } from '../../../../../../shared/contract/scores.ts';
import { Button } from '../../../../ui/button.tsx';
import { SelectField, TextArea, TextField } from '../../../../ui/field.tsx';
import { FormError } from '../../../../ui/form-error.tsx';
import { Segmented } from '../../../../ui/segmented.tsx';
import type { SpanNode } from '../span-forest.ts';
import { emptyDraft, inputOf, type ScoreDraft, valueProblem } from './score-draft.ts';
import styles from './scores.module.css';
import type { useScores } from './use-scores.ts';

export interface ScoreFormProps {
  traceId: string;
  selected: SpanNode | null;
  /** Names that the trace has scores of already. */
  names: readonly string[];
  add: ReturnType<typeof useScores>['add'];
}

/** A person's word on a trace or on the selected span. A person has one score per name and target: a new one replaces it. */
export function ScoreForm({ traceId, selected, names, add }: ScoreFormProps) {
  const [draft, setDraft] = useState<ScoreDraft>(emptyDraft);
  const [target, setTarget] = useState<'trace' | 'span'>('trace');
  const set = (part: Partial<ScoreDraft>) => setDraft({ ...draft, ...part });
  const spanId = target === 'span' ? selected?.span.spanId : undefined;
  const input = inputOf(draft, { traceId, ...(spanId === undefined ? {} : { spanId }) });
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (input) add.mutate(input, { onSuccess: () => setDraft(emptyDraft) });
      }}
    >
      {selected ? (
        <Segmented
          label="What is scored"
          options={[
            { id: 'trace', label: 'The trace' },
            { id: 'span', label: selected.span.name },
          ]}
          value={target}
          onChange={setTarget}
        />
      ) : null}
      <div className={styles['fields']}>
        <TextField
          label="Name"
          list="score-names"
          placeholder="helpful"
          maxLength={scoreLimits.nameCharacters}
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <datalist id="score-names">
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <SelectField
          label="Kind"
          value={draft.dataType}
          onChange={(event) => set(startOf(event.target.value as ScoreDataType))}
        >
          <option value="boolean">Yes or no</option>
          <option value="number">Number</option>
          <option value="category">Word</option>
        </SelectField>
        <ValueField draft={draft} onChange={(value) => set({ value })} />
      </div>
      <TextArea
        label="Comment"
        rows={2}
        maxLength={scoreLimits.commentCharacters}
        value={draft.comment}
        onChange={(event) => set({ comment: event.target.value })}
      />
      <FormError error={add.error} />
      <div>
        <Button type="submit" disabled={input === null} isBusy={add.isPending}>
          Add score
        </Button>
      </div>
    </form>
  );
}

const startOf = (dataType: ScoreDataType) => ({ dataType, value: dataType === 'boolean' ? 'true' : '' });

function ValueField({ draft, onChange }: { draft: ScoreDraft; onChange: (value: string) => void }) {
  if (draft.dataType === 'boolean') {
    return (
      <SelectField label="Value" value={draft.value} onChange={(event) => onChange(event.target.value)}>
        <option value="true">Yes</option>
        <option value="false">No</option>
      </SelectField>
    );
  }
  return (
    <TextField
      label="Value"
      inputMode={draft.dataType === 'number' ? 'decimal' : 'text'}
      value={draft.value}
      error={valueProblem(draft)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
