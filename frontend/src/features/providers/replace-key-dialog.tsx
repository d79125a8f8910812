import { type FormEvent, useState } from 'react';
import type { Provider } from '../../../../shared/contract/providers.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { toast } from '../../ui/toast.tsx';
import { useProviderActions } from './use-provider-actions.ts';

export function ReplaceKeyDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { update } = useProviderActions();
  const [apiKey, setApiKey] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(
      { providerId: provider.id, apiKey },
      {
        onSuccess: () => {
          toast(`Replaced the key of ${provider.name}. It is used everywhere within five minutes.`);
          onClose();
        },
      },
    );
  };
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" form="replace-key" variant="primary" isBusy={update.isPending}>
        Replace key
      </Button>
    </>
  );
  return (
    <Dialog title={`Replace the key of ${provider.name}`} onClose={onClose} width="small" footer={footer}>
      <form id="replace-key" onSubmit={submit}>
        <TextField
          label="New API key"
          hint={
            provider.keyHint === null ? 'There is none now.' : `The one that is used now ends in ${provider.keyHint}.`
          }
          type="password"
          autoComplete="off"
          required
          value={apiKey}
          error={fieldErrors(update.error)['apiKey']}
          onChange={(event) => setApiKey(event.target.value)}
        />
      </form>
      <FormError error={update.error} />
    </Dialog>
  );
}
