import { useState } from 'react';
import type { ProviderKey } from '../../../../shared/contract/provider-keys.ts';
import type { Provider } from '../../../../shared/contract/providers.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { TextField } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { useProviderKeyActions } from './use-provider-actions.ts';

export interface EditKeyDialogProps {
  provider: Provider;
  providerKey: ProviderKey;
  onClose: () => void;
}

export function EditKeyDialog({ provider, providerKey, onClose }: EditKeyDialogProps) {
  const { update } = useProviderKeyActions(provider.id);
  const { id: keyId, name: oldName, weight: oldWeight } = providerKey;
  const [name, setName] = useState(oldName);
  const [weight, setWeight] = useState<number | undefined>(oldWeight);
  const errors = fieldErrors(update.error);
  const submit = () =>
    update.mutate(
      { keyId, name, weight: weight ?? 1 },
      {
        onSuccess: () => {
          toast(`Saved ${name}.`, { undo: () => update.mutate({ keyId, name: oldName, weight: oldWeight }) });
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title={`Name and weight of ${oldName}`}
      width="small"
      submitLabel="Save key"
      onSubmit={submit}
      isBusy={update.isPending}
      error={update.error}
      onClose={onClose}
    >
      <TextField
        label="Name"
        required
        maxLength={80}
        value={name}
        error={errors['name']}
        onChange={(event) => setName(event.target.value)}
      />
      <NumberField
        label="Weight"
        hint="1 to 100: how often it is taken, against the others."
        value={weight}
        error={errors['weight']}
        onChange={setWeight}
      />
    </FormDialog>
  );
}
