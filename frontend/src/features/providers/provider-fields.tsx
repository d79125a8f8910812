import { fieldErrors } from '../../lib/error-message.ts';
import { TextArea, TextField } from '../../ui/field.tsx';

export interface ProviderFieldsValue {
  name: string;
  baseUrl: string;
  models: string;
}

export interface ProviderFieldsProps {
  value: ProviderFieldsValue;
  onChange: (next: ProviderFieldsValue) => void;
  error: unknown;
}

/** What may be changed after connecting; the key has a dialog of its own, and the id stays. */
export function ProviderFields({ value, onChange, error }: ProviderFieldsProps) {
  const errors = fieldErrors(error);
  const modelsError = Object.entries(errors).find(([field]) => field.startsWith('models'))?.[1];
  return (
    <>
      <TextField
        label="Name"
        required
        maxLength={80}
        value={value.name}
        error={errors['name']}
        onChange={(event) => onChange({ ...value, name: event.target.value })}
      />
      <TextField
        label="Base URL"
        type="url"
        required
        isMono
        placeholder="https://api.example.com/v1"
        hint="Up to and without /chat/completions."
        value={value.baseUrl}
        error={errors['baseUrl']}
        onChange={(event) => onChange({ ...value, baseUrl: event.target.value })}
      />
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
