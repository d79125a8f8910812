import type { ConditionInput } from '../../../../../shared/contract/route-condition.ts';

export type ConditionKind = ConditionInput['kind'];

/** What can be asked of a call, in the order in which it is offered. */
export const conditionKinds: readonly { kind: ConditionKind; label: string }[] = [
  { kind: 'metadata', label: 'its metadata' },
  { kind: 'user', label: 'its user' },
  { kind: 'key', label: 'its API key' },
  { kind: 'environment', label: 'its environment' },
  { kind: 'inputTokens', label: 'the size of its input' },
  { kind: 'needs', label: 'what it needs' },
  { kind: 'streamed', label: 'whether it streams' },
  { kind: 'time', label: 'when it comes' },
  { kind: 'remainingBudget', label: 'the budget that is left' },
  { kind: 'all', label: 'all of …' },
  { kind: 'any', label: 'any of …' },
  { kind: 'not', label: 'not …' },
];

const groupKinds: readonly ConditionKind[] = ['all', 'any', 'not'];

/** Groups stand at most three deep; what stands inside of three is offered no more of them. */
export function kindsAt(depth: number): readonly { kind: ConditionKind; label: string }[] {
  return depth < 3 ? conditionKinds : conditionKinds.filter(({ kind }) => !groupKinds.includes(kind));
}

const fresh: { [K in ConditionKind]: () => ConditionInput } = {
  metadata: () => ({ kind: 'metadata', key: '', operator: 'equals', values: [] }),
  user: () => ({ kind: 'user', operator: 'equals', values: [] }),
  key: () => ({ kind: 'key', operator: 'equals', values: [] }),
  environment: () => ({ kind: 'environment', operator: 'equals', values: [] }),
  inputTokens: () => ({ kind: 'inputTokens', atLeast: 10_000 }),
  needs: () => ({ kind: 'needs', needs: ['tools'] }),
  streamed: () => ({ kind: 'streamed', is: true }),
  time: () => ({ kind: 'time', zone: 'UTC', from: '08:00', until: '18:00' }),
  remainingBudget: () => ({ kind: 'remainingBudget', below: 0.2 }),
  all: () => ({ kind: 'all', conditions: [fresh.metadata()] }),
  any: () => ({ kind: 'any', conditions: [fresh.metadata()] }),
  not: () => ({ kind: 'not', condition: fresh.metadata() }),
};

/** A condition of another kind, to be filled in. */
export function newCondition(kind: ConditionKind): ConditionInput {
  return fresh[kind]();
}

/** A part that is empty is left out rather than sent as nothing. */
export function withPart<T extends object, K extends keyof T>(condition: T, key: K, value: T[K] | undefined): T {
  if (value !== undefined) return { ...condition, [key]: value };
  const { [key]: _, ...rest } = condition;
  return rest as T;
}
