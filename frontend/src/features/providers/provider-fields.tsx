import { fieldErrors } from '../../lib/error-message.ts';
import { TextArea, TextField } from '../../ui/field.tsx';
import type { ConnectionForm } from './connection-form.ts';

export type ProviderFieldsValue = Pick<ConnectionForm, 'name' | 'baseUrl' | 'region' | 'apiVersion' | 'models'>;

export interface ProviderFieldsProps {
  kind: string;
  value: ProviderFieldsValue;
  onChange: (next: ProviderFieldsValue) => void;
  error: unknown;
}

const baseUrlHints: Record<string, string> = {
  'openai-compatible': 'Up to and without /chat/completions.',
  'azure-openai': 'That of your resource, such as https://example.openai.azure.com.',
};

/** What may be changed after connecting; keys have a place of their own, and id and kind stay. */
export function ProviderFields({ kind, value, onChange, error }: ProviderFieldsProps) {
  const errors = fieldErrors(error);
  const modelsError = Object.entries(errors).find(([field]) => field.startsWith('models'))?.[1];
  const isOwnAddress = kind === 'openai-compatible' || kind === 'azure-openai';
  return (
    <>
      <TextField
        label="Name"
        maxLength={80}
        value={value.name}
        error={errors['name']}
        onChange={(event) => onChange({ ...value, name: event.target.value })}
      />
      {kind === 'bedrock' ? (
        <TextField
          label="Region"
          required
          isMono
          placeholder="eu-central-1"
          value={value.region}
          error={errors['region']}
          onChange={(event) => onChange({ ...value, region: event.target.value })}
        />
      ) : null}
      <TextField
        label="Base URL"
        type="url"
        required={isOwnAddress}
        isMono
        placeholder={isOwnAddress ? 'https://api.example.com/v1' : 'the provider’s own'}
        hint={baseUrlHints[kind] ?? 'Leave empty for the provider’s own.'}
        value={value.baseUrl}
        error={errors['baseUrl']}
        onChange={(event) => onChange({ ...value, baseUrl: event.target.value })}
      />
      {kind === 'azure-openai' ? (
        <TextField
          label="API version"
          isMono
          placeholder="2024-10-21"
          hint="Leave empty for Azure’s v1 API."
          value={value.apiVersion}
          error={errors['apiVersion']}
          onChange={(event) => onChange({ ...value, apiVersion: event.target.value })}
        />
      ) : null}
      <TextArea
        label="More models"
        hint="Ids that it serves besides the catalogue’s, one a line; * means any. Optional."
        isMono
        rows={2}
        value={value.models}
        error={modelsError}
        onChange={(event) => onChange({ ...value, models: event.target.value })}
      />
    </>
  );
}
