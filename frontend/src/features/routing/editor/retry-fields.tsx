import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';
import { FieldGrid } from '../../../ui/field-grid.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { withPart } from './condition-kinds.ts';
import { useProblem } from './problems.tsx';

type Retries = NonNullable<RouteConfigInput['retries']>;

export interface RetryFieldsProps {
  value: Retries;
  onChange: (value: Retries) => void;
}

/** How often and how soon a failed attempt is followed by another. */
export function RetryFields({ value, onChange }: RetryFieldsProps) {
  return (
    <FieldGrid>
      <NumberField
        label="Attempts in all"
        placeholder="3"
        value={value.maxAttempts}
        error={useProblem('retries.maxAttempts')}
        onChange={(attempts) => onChange(withPart(value, 'maxAttempts', attempts))}
      />
      <NumberField
        label="First wait, ms"
        placeholder="200"
        value={value.baseDelayMs}
        error={useProblem('retries.baseDelayMs')}
        onChange={(delay) => onChange(withPart(value, 'baseDelayMs', delay))}
      />
      <NumberField
        label="Longest wait, ms"
        placeholder="5000"
        value={value.maxDelayMs}
        error={useProblem('retries.maxDelayMs')}
        onChange={(delay) => onChange(withPart(value, 'maxDelayMs', delay))}
      />
    </FieldGrid>
  );
}
