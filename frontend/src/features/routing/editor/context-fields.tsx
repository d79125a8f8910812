import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';
import { SelectField } from '../../../ui/field.tsx';
import { FieldGrid } from '../../../ui/field-grid.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { ModelField } from '../../models/model-field.tsx';
import { withPart } from './condition-kinds.ts';
import { useProblem } from './problems.tsx';

type Policy = NonNullable<RouteConfigInput['context']>;

const policies: Record<Policy['policy'], { label: string; hint: string; fresh: Policy }> = {
  refuse: {
    label: 'Refuse it',
    hint: 'Targets that are too small are passed over; if all are, the caller is told how much too large it is.',
    fresh: { policy: 'refuse' },
  },
  'larger-model': {
    label: 'Take a larger model',
    hint: 'If all targets of the rule are too small, the smallest of the route that is large enough.',
    fresh: { policy: 'larger-model' },
  },
  'drop-oldest': {
    label: 'Drop the oldest turns',
    hint: 'System messages stay, and so do pairs of tool calls.',
    fresh: { policy: 'drop-oldest' },
  },
  'keep-head-and-tail': {
    label: 'Keep head and tail',
    hint: 'The first messages stay, and as many of the last as fit.',
    fresh: { policy: 'keep-head-and-tail', headMessages: 2 },
  },
  summarise: {
    label: 'Summarise',
    hint: 'A model writes a summary of the older turns. It is a call of its own, and costs.',
    fresh: { policy: 'summarise', model: '' },
  },
};

export interface ContextFieldsProps {
  value: Policy;
  onChange: (value: Policy) => void;
}

/** What happens to a call that is too large. */
export function ContextFields({ value, onChange }: ContextFieldsProps) {
  const modelProblem = useProblem('context.model');
  const headProblem = useProblem('context.headMessages');
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
      {value.policy === 'keep-head-and-tail' ? (
        <NumberField
          label="First messages to keep"
          placeholder="2"
          value={value.headMessages}
          error={headProblem}
          onChange={(count) => onChange(withPart(value, 'headMessages', count))}
        />
      ) : null}
    </FieldGrid>
  );
}
