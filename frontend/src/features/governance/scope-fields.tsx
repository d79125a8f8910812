import type { RuleEach, RuleScope } from '../../../../shared/contract/governance.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FieldGrid } from '../../ui/field-grid.tsx';
import { ModelField } from '../models/model-field.tsx';

export interface ScopeFieldsProps {
  scope: RuleScope;
  each: RuleEach;
  onChange: (part: { scope?: RuleScope; each?: RuleEach }) => void;
  error: unknown;
}

/** Which calls a rule counts, and whether each key or user has a counter of its own. */
export function ScopeFields({ scope, each, onChange, error }: ScopeFieldsProps) {
  const errors = fieldErrors(error);
  const set = (part: Partial<RuleScope>) => onChange({ scope: { ...scope, ...part } });
  return (
    <FieldGrid>
      <SelectField
        label="Counted"
        value={each ?? ''}
        onChange={(event) => onChange({ each: event.target.value === '' ? null : (event.target.value as RuleEach) })}
      >
        <option value="">together</option>
        <option value="key">for each API key</option>
        <option value="user">for each user</option>
      </SelectField>
      <ModelField
        label="Only this model"
        placeholder="any, or openai/*"
        value={scope.model ?? ''}
        error={errors['scope.model']}
        onChange={(model) => set({ model: model === '' ? null : model })}
      />
      <TextField
        label="Only this API key, by id"
        isMono
        placeholder="any"
        value={scope.keyId ?? ''}
        error={errors['scope.keyId']}
        onChange={(event) => set({ keyId: event.target.value.trim() || null })}
      />
      <TextField
        label="Only this user"
        placeholder="any"
        value={scope.userId ?? ''}
        error={errors['scope.userId']}
        onChange={(event) => set({ userId: event.target.value || null })}
      />
    </FieldGrid>
  );
}

export const anyScope: RuleScope = { keyId: null, userId: null, model: null };
