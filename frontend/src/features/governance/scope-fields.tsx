import { useInfiniteQuery } from '@tanstack/react-query';
import type { RuleEach, RuleScope } from '../../../../shared/contract/governance.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { useProjectId } from '../../lib/project.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FieldGrid } from '../../ui/field-grid.tsx';
import { keysQuery } from '../keys/keys-query.ts';
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
      <KeyField value={scope.keyId} error={errors['scope.keyId']} onChange={(keyId) => set({ keyId })} />
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

interface KeyFieldProps {
  value: string | null;
  error: string | undefined;
  onChange: (keyId: string | null) => void;
}

/** One of the project's keys by name; one that is not among them, for it was deleted, keeps its id. */
function KeyField({ value, error, onChange }: KeyFieldProps) {
  const keys = useInfiniteQuery(keysQuery(useProjectId())).data ?? [];
  const offered = keys.filter(({ id, status }) => status === 'active' || id === value);
  return (
    <SelectField
      label="Only this API key"
      value={value ?? ''}
      error={error}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">any</option>
      {offered.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {value === null || offered.some(({ id }) => id === value) ? null : <option value={value}>{value}</option>}
    </SelectField>
  );
}

export const anyScope: RuleScope = { keyId: null, userId: null, model: null };
