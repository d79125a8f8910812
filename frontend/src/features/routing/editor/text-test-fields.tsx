import { type ConditionInput, textOperators } from '../../../../../shared/contract/route-condition.ts';
import { SelectField, TextField } from '../../../ui/field.tsx';
import { FieldGrid } from '../../../ui/field-grid.tsx';
import { useProblem } from './problems.tsx';
import { ValuesField } from './values-field.tsx';

type TextTest = Extract<ConditionInput, { operator: string }>;

const operatorWords: Record<TextTest['operator'], string> = {
  equals: 'is any of',
  'not-equals': 'is none of',
  'starts-with': 'starts with any of',
  exists: 'is there',
};

export interface TextTestFieldsProps {
  path: string;
  condition: TextTest;
  onChange: (condition: TextTest) => void;
}

/** A text that the call names, and what it is compared with. */
export function TextTestFields({ path, condition, onChange }: TextTestFieldsProps) {
  const keyProblem = useProblem(`${path}.key`);
  return (
    <FieldGrid>
      {condition.kind === 'metadata' ? (
        <TextField
          label="Name in the metadata"
          isMono
          placeholder="tier"
          value={condition.key}
          error={keyProblem}
          onChange={(event) => onChange({ ...condition, key: event.target.value })}
        />
      ) : null}
      <SelectField
        label="Test"
        value={condition.operator}
        onChange={(event) => onChange(withOperator(condition, event.target.value as TextTest['operator']))}
      >
        {textOperators.map((operator) => (
          <option key={operator} value={operator}>
            {operatorWords[operator]}
          </option>
        ))}
      </SelectField>
      {condition.operator === 'exists' ? null : (
        <ValuesField
          values={condition.values ?? []}
          path={`${path}.values`}
          onChange={(values) => onChange({ ...condition, values })}
        />
      )}
    </FieldGrid>
  );
}

function withOperator(condition: TextTest, operator: TextTest['operator']): TextTest {
  return { ...condition, operator, values: operator === 'exists' ? [] : (condition.values ?? []) };
}
