import { type FormEvent, useState } from 'react';
import type { Provider } from '../../../../shared/contract/models.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { toast } from '../../ui/toast.tsx';
import styles from './models.module.css';
import { ProviderFields } from './provider-fields.tsx';
import { parseServedModels } from './served-models.ts';
import { useModelActions } from './use-model-actions.ts';

export function EditProviderDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { update } = useModelActions();
  const { id, name, models } = provider;
  const [form, setForm] = useState({ name, baseUrl: provider.baseUrl ?? '', models: models.join('\n') });
  const before = { providerId: id, name, baseUrl: provider.baseUrl ?? '', models };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { providerId: id, name: form.name, baseUrl: form.baseUrl, models: parseServedModels(form.models) };
    update.mutate(body, {
      onSuccess: () => {
        toast(`Saved ${form.name}.`, { undo: () => update.mutate(before) });
        onClose();
      },
    });
  };
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" form="edit-provider" variant="primary" isBusy={update.isPending}>
        Save provider
      </Button>
    </>
  );
  return (
    <Dialog title={`Edit ${provider.name}`} onClose={onClose} footer={footer}>
      <form id="edit-provider" className={styles['form']} onSubmit={submit}>
        <ProviderFields value={form} onChange={setForm} error={update.error} />
      </form>
      <FormError error={update.error} />
    </Dialog>
  );
}
