import { type ConditionInput, callNeeds, weekdays } from '../../../../../shared/contract/route-condition.ts';
import { SelectField, TextField } from '../../../ui/field.tsx';
import { FieldGrid } from '../../../ui/field-grid.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { CheckList } from './check-list.tsx';
import { withPart } from './condition-kinds.ts';
import { useProblem } from './problems.tsx';
import { TextTestFields } from './text-test-fields.tsx';

type Leaf = Exclude<ConditionInput, { conditions: unknown } | { condition: unknown }>;
type LeafOf<K extends Leaf['kind']> = Extract<Leaf, { kind: K }>;

interface FieldsProps<T> {
  path: string;
  condition: T;
  onChange: (condition: T) => void;
}

/** What is asked of one fact of a call. */
export function ConditionFields({ path, condition, onChange }: FieldsProps<Leaf>) {
  switch (condition.kind) {
    case 'metadata':
    case 'user':
    case 'key':
    case 'environment':
      return <TextTestFields path={path} condition={condition} onChange={onChange} />;
    case 'inputTokens':
      return <TokenFields path={path} condition={condition} onChange={onChange} />;
    case 'needs':
      return (
        <CheckList
          label="It needs all of these"
          path={`${path}.needs`}
          options={callNeeds}
          chosen={condition.needs}
          onChange={(needs) => onChange({ ...condition, needs })}
        />
      );
    case 'streamed':
      return <StreamedField condition={condition} onChange={onChange} />;
    case 'time':
      return <TimeFields path={path} condition={condition} onChange={onChange} />;
    case 'remainingBudget':
      return <BudgetField path={path} condition={condition} onChange={onChange} />;
  }
}

function TokenFields({ path, condition, onChange }: FieldsProps<LeafOf<'inputTokens'>>) {
  return (
    <FieldGrid>
      <NumberField
        label="At least, tokens"
        value={condition.atLeast}
        error={useProblem(`${path}.atLeast`)}
        onChange={(atLeast) => onChange(withPart(condition, 'atLeast', atLeast))}
      />
      <NumberField
        label="Below, tokens"
        value={condition.below}
        error={useProblem(`${path}.below`)}
        onChange={(below) => onChange(withPart(condition, 'below', below))}
      />
    </FieldGrid>
  );
}

function StreamedField({ condition, onChange }: Omit<FieldsProps<LeafOf<'streamed'>>, 'path'>) {
  return (
    <SelectField
      label="The caller wants"
      value={String(condition.is)}
      onChange={(event) => onChange({ kind: 'streamed', is: event.target.value === 'true' })}
    >
      <option value="true">a stream</option>
      <option value="false">the answer in one piece</option>
    </SelectField>
  );
}

function TimeFields({ path, condition, onChange }: FieldsProps<LeafOf<'time'>>) {
  const bounds = [
    { name: 'from', label: 'From' },
    { name: 'until', label: 'Until' },
  ] as const;
  const problems = { from: useProblem(`${path}.from`), until: useProblem(`${path}.until`) };
  return (
    <>
      <FieldGrid>
        {bounds.map(({ name, label }) => (
          <TextField
            key={name}
            label={label}
            type="time"
            value={condition[name] ?? ''}
            error={problems[name]}
            onChange={(event) => onChange(withPart(condition, name, event.target.value || undefined))}
          />
        ))}
        <TextField
          label="Time zone"
          placeholder="UTC"
          value={condition.zone ?? ''}
          error={useProblem(`${path}.zone`)}
          onChange={(event) => onChange(withPart(condition, 'zone', event.target.value || undefined))}
        />
      </FieldGrid>
      <CheckList
        label="On these days; none means every day"
        path={`${path}.weekdays`}
        options={weekdays}
        chosen={condition.weekdays ?? []}
        onChange={(days) => onChange(withPart(condition, 'weekdays', days.length === 0 ? undefined : days))}
      />
    </>
  );
}

function BudgetField({ path, condition, onChange }: FieldsProps<LeafOf<'remainingBudget'>>) {
  return (
    <NumberField
      label="Less is left than, per cent"
      hint="Of the tightest budget that the call counts against."
      value={toPercent(condition.below)}
      error={useProblem(`${path}.below`)}
      onChange={(percent) => onChange({ kind: 'remainingBudget', below: (percent ?? Number.NaN) / 100 })}
    />
  );
}

/** 0.29 × 100 is 28.999999999999996. */
const toPercent = (part: number) => Number((part * 100).toPrecision(12));
