import { useState } from 'react';
import type { Limit, LimitInput } from '../../../../shared/contract/governance.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { Checkbox, TextField } from '../../ui/field.tsx';
import { FieldGrid } from '../../ui/field-grid.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { anyScope, ScopeFields } from './scope-fields.tsx';
import { useLimitActions } from './use-governance-actions.ts';

const measures = [
  { field: 'requestsPerMinute', label: 'Requests per minute' },
  { field: 'tokensPerMinute', label: 'Tokens per minute' },
  { field: 'concurrency', label: 'Calls at the same time' },
] as const;

const nothingSet = 'Set at least one of the three: it would limit nothing.';

const fresh: LimitInput = {
  ...{ name: '', scope: anyScope, each: null, isEnabled: true },
  ...{ requestsPerMinute: null, tokensPerMinute: null, concurrency: null },
};

/** Makes a limit, or changes one. */
export function LimitDialog({ limit, onClose }: { limit: Limit | null; onClose: () => void }) {
  const { save } = useLimitActions();
  const [form, setForm] = useState<LimitInput>(limit === null ? fresh : inputOf(limit));
  const errors = fieldErrors(save.error);
  const change = (part: Partial<LimitInput>) => setForm({ ...form, ...part });
  const [isTried, setIsTried] = useState(false);
  const says = measures.some(({ field }) => form[field] !== null);
  const submit = () => {
    setIsTried(true);
    if (!says) return;
    save.mutate(
      { id: limit?.id ?? null, body: form },
      {
        onSuccess: () => {
          toast(`Saved the limit ${form.name}.`);
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={limit === null ? 'New limit' : `Edit ${limit.name}`}
      submitLabel="Save limit"
      onSubmit={submit}
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
    >
      <TextField
        label="Name"
        required
        maxLength={80}
        value={form.name}
        error={errors['name']}
        onChange={(event) => change({ name: event.target.value })}
      />
      <FieldGrid>
        {measures.map(({ field, label }, index) => (
          <NumberField
            key={field}
            label={label}
            placeholder="no limit"
            value={form[field] ?? undefined}
            error={index === 0 && isTried && !says ? nothingSet : errors[field]}
            onChange={(value) => change({ [field]: value ?? null })}
          />
        ))}
      </FieldGrid>
      <ScopeFields scope={form.scope} each={form.each} onChange={change} error={save.error} />
      <Checkbox
        label="In force"
        checked={form.isEnabled}
        onChange={(event) => change({ isEnabled: event.target.checked })}
      />
    </FormDialog>
  );
}

function inputOf({ id: _id, version: _version, createdAt: _made, updatedAt: _changed, ...input }: Limit): LimitInput {
  return input;
}
