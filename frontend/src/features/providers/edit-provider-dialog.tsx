import { useState } from 'react';
import type { Provider } from '../../../../shared/contract/providers.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { ProviderFields } from './provider-fields.tsx';
import { parseServedModels } from './served-models.ts';
import { useProviderActions } from './use-provider-actions.ts';

export function EditProviderDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { update } = useProviderActions();
  const { id, name, models } = provider;
  const [form, setForm] = useState({ name, baseUrl: provider.baseUrl ?? '', models: models.join('\n') });
  const before = { providerId: id, name, baseUrl: provider.baseUrl ?? '', models };
  const save = () => {
    const body = { providerId: id, name: form.name, baseUrl: form.baseUrl, models: parseServedModels(form.models) };
    update.mutate(body, {
      onSuccess: () => {
        toast(`Saved ${form.name}.`, { undo: () => update.mutate(before) });
        onClose();
      },
    });
  };
  return (
    <FormDialog
      title={`Edit ${provider.name}`}
      submitLabel="Save provider"
      onSubmit={save}
      isBusy={update.isPending}
      error={update.error}
      onClose={onClose}
    >
      <ProviderFields value={form} onChange={setForm} error={update.error} />
    </FormDialog>
  );
}
