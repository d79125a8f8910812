import { useState } from 'react';
import { fieldErrors } from '../../lib/error-message.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import type { EditKeyDialogProps } from './edit-key-dialog.tsx';
import { useProviderKeyActions } from './use-provider-actions.ts';

const overlaps = [
  { hours: 0, label: 'None: it is deleted at once' },
  { hours: 1, label: '1 hour' },
  { hours: 24, label: '1 day' },
  { hours: 168, label: '7 days' },
] as const;

/** Puts a new key in an old one's place; calls that hold the old one can finish with it. */
export function RotateProviderKeyDialog({ provider, providerKey, onClose }: EditKeyDialogProps) {
  const { rotate } = useProviderKeyActions(provider.id);
  const [apiKey, setApiKey] = useState('');
  const [overlapHours, setOverlapHours] = useState(24);
  const submit = () =>
    rotate.mutate(
      { keyId: providerKey.id, apiKey, overlapHours },
      {
        onSuccess: () => {
          toast(`Rotated ${providerKey.name}. New calls take the new key within five minutes.`);
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title={`Rotate ${providerKey.name}`}
      width="small"
      submitLabel="Rotate key"
      onSubmit={submit}
      isBusy={rotate.isPending}
      error={rotate.error}
      onClose={onClose}
    >
      <TextField
        label="New API key"
        hint={`The one that is used now ends in ${providerKey.hint}.`}
        type="password"
        autoComplete="off"
        required
        value={apiKey}
        error={fieldErrors(rotate.error)['apiKey']}
        onChange={(event) => setApiKey(event.target.value)}
      />
      <SelectField
        label="Overlap"
        hint="How long the old key is kept."
        value={overlapHours}
        onChange={(event) => setOverlapHours(Number(event.target.value))}
      >
        {overlaps.map(({ hours, label }) => (
          <option key={hours} value={hours}>
            {label}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  );
}
