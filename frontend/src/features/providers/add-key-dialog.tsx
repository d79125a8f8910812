import { useState } from 'react';
import type { Provider } from '../../../../shared/contract/providers.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { TextField } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { useProviderKeyActions } from './use-provider-actions.ts';

export function AddKeyDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { add } = useProviderKeyActions(provider.id);
  const [name, setName] = useState('');
  const [apiKey, setApiKey] = useState('');
  const [weight, setWeight] = useState<number | undefined>(1);
  const errors = fieldErrors(add.error);
  const submit = () =>
    add.mutate(
      { apiKey, ...(name.trim() === '' ? {} : { name: name.trim() }), ...(weight === undefined ? {} : { weight }) },
      {
        onSuccess: (key) => {
          toast(`Added ${key.name} to ${provider.name}.`);
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title={`Add a key to ${provider.name}`}
      width="small"
      submitLabel="Add key"
      onSubmit={submit}
      isBusy={add.isPending}
      error={add.error}
      onClose={onClose}
    >
      <TextField
        label="Name"
        placeholder="Second account"
        maxLength={80}
        value={name}
        error={errors['name']}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label="API key"
        hint="Kept in AWS Secrets Manager. It is never shown again, logged or traced."
        type="password"
        autoComplete="off"
        required
        value={apiKey}
        error={errors['apiKey']}
        onChange={(event) => setApiKey(event.target.value)}
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
