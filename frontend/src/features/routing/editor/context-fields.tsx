import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';
import { SelectField } from '../../../ui/field.tsx';
import { FieldGrid } from '../../../ui/field-grid.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { ModelField } from '../../models/model-field.tsx';
import { withPart } from './condition-kinds.ts';
import { useProblem } from './problems.tsx';

type Policy = NonNullable<RouteConfigInput['context']>;

const policies: Record<Policy['policy'], { label: string; hint: string; fresh: Policy }> = {
  refuse: { label: 'Refuse it', hint: 'The caller is told how much too large it is.', fresh: { policy: 'refuse' } },
  'larger-model': {
    label: 'Take a larger model',
    hint: 'Targets that are too small are passed over.',
    fresh: { policy: 'larger-model' },
  },
  'drop-oldest': {
    label: 'Drop the oldest turns',
    hint: 'System messages stay, and so do pairs of tool calls.',
    fresh: { policy: 'drop-oldest', keepTurns: 1 },
  },
  'keep-head-and-tail': {
    label: 'Keep head and tail',
    hint: 'The first and the last turns stay; what lies between goes.',
    fresh: { policy: 'keep-head-and-tail', headTurns: 1, tailTurns: 4 },
  },
  summarise: {
    label: 'Summarise',
    hint: 'A model writes a summary of the older turns. It is a call of its own, and costs.',
    fresh: { policy: 'summarise', model: '', keepTurns: 4 },
  },
};

export interface ContextFieldsProps {
  value: Policy;
  onChange: (value: Policy) => void;
}

/** What happens to a call that is too large. */
export function ContextFields({ value, onChange }: ContextFieldsProps) {
  const modelProblem = useProblem('context.model');
  return (
    <FieldGrid>
      <SelectField
        label="Policy"
        hint={policies[value.policy].hint}
        value={value.policy}
        onChange={(event) => onChange(policies[event.target.value as Policy['policy']].fresh)}
      >
        {Object.entries(policies).map(([policy, { label }]) => (
          <option key={policy} value={policy}>
            {label}
          </option>
        ))}
      </SelectField>
      {value.policy === 'summarise' ? (
        <ModelField
          label="Model that summarises"
          kind="chat"
          value={value.model}
          error={modelProblem}
          onChange={(model) => onChange({ ...value, model })}
        />
      ) : null}
      {value.policy === 'drop-oldest' || value.policy === 'summarise' ? (
        <Turns
          label="Turns to keep"
          path="context.keepTurns"
          value={value.keepTurns}
          onChange={(turns) => onChange(withPart(value, 'keepTurns', turns))}
        />
      ) : null}
      {value.policy === 'keep-head-and-tail' ? (
        <>
          <Turns
            label="First turns"
            path="context.headTurns"
            value={value.headTurns}
            onChange={(turns) => onChange(withPart(value, 'headTurns', turns))}
          />
          <Turns
            label="Last turns"
            path="context.tailTurns"
            value={value.tailTurns}
            onChange={(turns) => onChange(withPart(value, 'tailTurns', turns))}
          />
        </>
      ) : null}
    </FieldGrid>
  );
}

interface TurnsProps {
  label: string;
  path: string;
  value: number | undefined;
  onChange: (turns: number | undefined) => void;
}

function Turns({ path, ...field }: TurnsProps) {
  return <NumberField {...field} error={useProblem(path)} />;
}
