import { connectableKinds } from '../../../../shared/contract/providers.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FieldGrid } from '../../ui/field-grid.tsx';
import { type ConnectableKind, type ConnectionForm, emptyConnection, kindNames } from './connection-form.ts';
import { ProviderFields } from './provider-fields.tsx';
import { providerPresets } from './provider-presets.ts';

export interface ConnectFieldsProps {
  form: ConnectionForm;
  onChange: (form: ConnectionForm) => void;
  error: unknown;
}

/** What leads to a provider; a preset fills in what is known of it. */
export function ConnectFields({ form, onChange, error }: ConnectFieldsProps) {
  const errors = fieldErrors(error);
  const preset = providerPresets.find(({ id }) => id === form.preset);
  const choose = (id: string) => {
    const chosen = providerPresets.find((each) => each.id === id);
    if (!chosen) return onChange({ ...emptyConnection, apiKey: form.apiKey });
    const { name, kind, baseUrl, models } = chosen;
    onChange({
      ...emptyConnection,
      apiKey: form.apiKey,
      preset: id,
      id,
      name,
      kind,
      baseUrl,
      models: models.join('\n'),
    });
  };
  return (
    <>
      <FieldGrid>
        <SelectField label="Provider" value={form.preset} onChange={(event) => choose(event.target.value)}>
          <option value="">Any other</option>
          {providerPresets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Kind"
          hint="The wire format that it speaks."
          value={form.kind}
          onChange={(event) => onChange({ ...form, kind: event.target.value as ConnectableKind })}
        >
          {connectableKinds.map((kind) => (
            <option key={kind} value={kind}>
              {kindNames[kind]}
            </option>
          ))}
        </SelectField>
      </FieldGrid>
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
      <ProviderFields kind={form.kind} value={form} onChange={(part) => onChange({ ...form, ...part })} error={error} />
      <TextField
        label="API key"
        hint={
          form.kind === 'bedrock'
            ? 'Leave empty to call it by the role of the function, without a key.'
            : 'Kept in AWS Secrets Manager. It is never shown again, logged or traced.'
        }
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
