import { useState } from 'react';
import type { Provider } from '../../../../shared/contract/providers.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { ProviderFields, type ProviderFieldsValue } from './provider-fields.tsx';
import { parseServedModels } from './served-models.ts';
import { useProviderActions } from './use-provider-actions.ts';

export function EditProviderDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { update } = useProviderActions();
  const before: ProviderFieldsValue = {
    name: provider.name,
    baseUrl: provider.baseUrl ?? '',
    region: provider.region ?? '',
    apiVersion: provider.apiVersion ?? '',
    models: provider.models.join('\n'),
  };
  const [form, setForm] = useState(before);
  const save = () =>
    update.mutate(changeOf(provider, form), {
      onSuccess: () => {
        toast(`Saved ${form.name}.`, { undo: () => update.mutate(changeOf(provider, before)) });
        onClose();
      },
    });
  return (
    <FormDialog
      title={`Edit ${provider.name}`}
      submitLabel="Save provider"
      onSubmit={save}
      isBusy={update.isPending}
      error={update.error}
      onClose={onClose}
    >
      <ProviderFields kind={provider.kind} value={form} onChange={setForm} error={update.error} />
    </FormDialog>
  );
}

function changeOf({ id, kind }: Provider, form: ProviderFieldsValue) {
  return {
    providerId: id,
    name: form.name,
    models: parseServedModels(form.models),
    ...(form.baseUrl === '' ? {} : { baseUrl: form.baseUrl }),
    ...(kind === 'bedrock' ? { region: form.region } : {}),
    ...(kind === 'azure-openai' ? { apiVersion: form.apiVersion === '' ? null : form.apiVersion } : {}),
  };
}
