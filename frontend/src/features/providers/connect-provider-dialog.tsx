import { type FormEvent, useState } from 'react';
import { fieldErrors } from '../../lib/error-message.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import styles from '../../ui/layout.module.css';
import { ProviderFields } from './provider-fields.tsx';
import { providerPresets } from './provider-presets.ts';
import { ProviderTestResult } from './provider-test.tsx';
import { parseServedModels } from './served-models.ts';
import { useProviderActions } from './use-provider-actions.ts';

const emptyForm = { preset: '', id: '', name: '', baseUrl: '', models: '', apiKey: '' };

/** Connects an endpoint, then calls its model list with the key, so that a wrong key shows now and not in production. */
export function ConnectProviderDialog({ onClose }: { onClose: () => void }) {
  const { connect, test } = useProviderActions();
  const [form, setForm] = useState(emptyForm);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    connect.mutate(
      {
        id: form.id,
        name: form.name,
        baseUrl: form.baseUrl,
        models: parseServedModels(form.models),
        ...(form.apiKey === '' ? {} : { apiKey: form.apiKey }),
      },
      { onSuccess: (provider) => test.mutate(provider.id) },
    );
  };
  if (connect.data) {
    const done = (
      <Button variant="primary" onClick={onClose}>
        Done
      </Button>
    );
    return (
      <Dialog title={`Connected ${connect.data.name}`} onClose={onClose} width="small" footer={done}>
        <p>
          Call its models as <code>{connect.data.id}/…</code> now.
        </p>
        {test.isPending ? <p role="status">Testing the connection…</p> : null}
        {test.data ? <ProviderTestResult result={test.data} /> : null}
        <FormError error={test.error} />
      </Dialog>
    );
  }
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" form="connect" variant="primary" isBusy={connect.isPending}>
        Connect provider
      </Button>
    </>
  );
  return (
    <Dialog title="Connect a provider" onClose={onClose} footer={footer}>
      <form id="connect" className={styles['form']} onSubmit={submit}>
        <ConnectFields form={form} onChange={setForm} error={connect.error} />
      </form>
      <FormError error={connect.error} />
    </Dialog>
  );
}

interface ConnectFieldsProps {
  form: typeof emptyForm;
  onChange: (form: typeof emptyForm) => void;
  error: unknown;
}

function ConnectFields({ form, onChange, error }: ConnectFieldsProps) {
  const errors = fieldErrors(error);
  const preset = providerPresets.find(({ id }) => id === form.preset);
  const choose = (id: string) => {
    const chosen = providerPresets.find((each) => each.id === id);
    if (!chosen) return onChange({ ...emptyForm, apiKey: form.apiKey });
    const { name, baseUrl, models } = chosen;
    onChange({ ...form, preset: id, id, name, baseUrl, models: models.join('\n') });
  };
  return (
    <>
      <SelectField label="Endpoint" value={form.preset} onChange={(event) => choose(event.target.value)}>
        <option value="">Any OpenAI-compatible endpoint</option>
        {providerPresets.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Id"
        hint="The first part of its models’ ids. It cannot be changed later."
        required
        isMono
        pattern="[a-z][a-z0-9\-]{0,39}"
        title="Lower-case letters, digits and hyphens, starting with a letter"
        value={form.id}
        error={errors['id']}
        onChange={(event) => onChange({ ...form, id: event.target.value })}
      />
      <ProviderFields value={form} onChange={(part) => onChange({ ...form, ...part })} error={error} />
      <TextField
        label="API key"
        hint="Kept in AWS Secrets Manager. It is never shown again, logged or traced."
        type="password"
        autoComplete="off"
        required={preset?.needsKey ?? false}
        value={form.apiKey}
        error={errors['apiKey']}
        onChange={(event) => onChange({ ...form, apiKey: event.target.value })}
      />
    </>
  );
}
