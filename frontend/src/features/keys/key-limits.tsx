import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { dateFieldOf, type ExpiryChoice, expiryChoices } from './key-form.ts';
import styles from './keys.module.css';

const expiryLabels: Record<ExpiryChoice, string> = {
  never: 'Never',
  '7': 'In 7 days',
  '30': 'In 30 days',
  '90': 'In 90 days',
  '365': 'In a year',
  custom: 'On a date',
};

export interface KeyLimitsValue {
  models: string;
  expiry: ExpiryChoice;
  date: string;
}

export interface KeyLimitsProps {
  value: KeyLimitsValue;
  onChange: (next: KeyLimitsValue) => void;
  errors: Record<string, string>;
}

/** Which models a key may call, and until when it works. */
export function KeyLimits({ value, onChange, errors }: KeyLimitsProps) {
  const modelsError = Object.entries(errors).find(([field]) => field.startsWith('allowedModels'))?.[1];
  return (
    <>
      <TextArea
        label="Allowed models"
        hint="One id a line; a * at the end stands for anything. Empty: every model of the project."
        placeholder={'sandbox/*\nopenai/gpt-5-mini'}
        isMono
        rows={3}
        value={value.models}
        error={modelsError}
        onChange={(event) => onChange({ ...value, models: event.target.value })}
      />
      <div className={styles['pair']}>
        <SelectField
          label="Expires"
          value={value.expiry}
          error={errors['expiresAt']}
          onChange={(event) => onChange({ ...value, expiry: event.target.value as ExpiryChoice })}
        >
          {expiryChoices.map((choice) => (
            <option key={choice} value={choice}>
              {expiryLabels[choice]}
            </option>
          ))}
        </SelectField>
        {value.expiry === 'custom' ? (
          <TextField
            label="Last day"
            type="date"
            required
            min={dateFieldOf(Date.now())}
            value={value.date}
            onChange={(event) => onChange({ ...value, date: event.target.value })}
          />
        ) : null}
      </div>
    </>
  );
}
