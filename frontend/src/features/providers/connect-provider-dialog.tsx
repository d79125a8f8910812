import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { toast } from '../../ui/toast.tsx';
import { ConnectFields } from './connect-fields.tsx';
import { connectionOf, emptyConnection, newProviderOf } from './connection-form.ts';
import { ProviderTestResult } from './provider-test.tsx';
import { useProviderActions } from './use-provider-actions.ts';

/** Connects a provider. Its answer can be seen before anything is saved, so that a wrong key shows now. */
export function ConnectProviderDialog({ onClose }: { onClose: () => void }) {
  const { connect, tryOut } = useProviderActions();
  const [form, setForm] = useState(emptyConnection);
  const save = () =>
    connect.mutate(newProviderOf(form), {
      onSuccess: ({ id, name }) => {
        toast(`Connected ${name}. Its models begin with ${id}/`);
        onClose();
      },
    });
  const test = (
    <Button
      isBusy={tryOut.isPending}
      onClick={() => tryOut.mutate({ ...(form.id === '' ? {} : { id: form.id }), ...connectionOf(form) })}
    >
      Test
    </Button>
  );
  return (
    <FormDialog
      title="Connect a provider"
      submitLabel="Connect provider"
      onSubmit={save}
      isBusy={connect.isPending}
      error={connect.error}
      extra={test}
      onClose={onClose}
    >
      <ConnectFields form={form} onChange={setForm} error={connect.error ?? tryOut.error} />
      {tryOut.data ? <ProviderTestResult result={tryOut.data} /> : null}
      <FormError error={tryOut.error} />
    </FormDialog>
  );
}
