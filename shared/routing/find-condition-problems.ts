import type { Condition } from '../contract/route-condition.ts';
import type { ConfigProblem } from './config-problem.ts';

type Path = (string | number)[];
type Leaf<K extends Condition['kind']> = Extract<Condition, { kind: K }>;
type TextLeaf = Leaf<'metadata' | 'user' | 'key' | 'environment'>;

/** Conditions that can never hold, or hold whatever comes. */
export function findConditionProblems(condition: Condition, path: Path): ConfigProblem[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap((each, index) => findConditionProblems(each, [...path, 'conditions', index]));
    case 'not':
      return findConditionProblems(condition.condition, [...path, 'condition']);
    case 'inputTokens':
      return inputTokenProblems(condition, path);
    case 'time':
      return timeProblems(condition, path);
    case 'metadata':
    case 'user':
    case 'key':
    case 'environment':
      return textProblems(condition, path);
    case 'needs':
    case 'streamed':
    case 'remainingBudget':
      return [];
  }
}

function inputTokenProblems({ atLeast, below }: Leaf<'inputTokens'>, path: Path): ConfigProblem[] {
  if (atLeast === undefined && below === undefined) return [{ path, message: 'give `atLeast`, `below` or both' }];
  if (atLeast === undefined || below === undefined || atLeast < below) return [];
  return [{ path: [...path, 'below'], message: `no number is at least ${atLeast} and below ${below}; make it larger` }];
}

function timeProblems({ weekdays, from, until }: Leaf<'time'>, path: Path): ConfigProblem[] {
  if (weekdays === undefined && from === undefined && until === undefined) {
    return [{ path, message: 'give `weekdays`, `from`, `until` or several of them' }];
  }
  if (from === undefined || from !== until) return [];
  return [{ path: [...path, 'until'], message: 'the same as `from`; leave both out for the whole day' }];
}

function textProblems({ operator, values }: TextLeaf, path: Path): ConfigProblem[] {
  if (operator === 'exists') {
    return values.length === 0
      ? []
      : [{ path: [...path, 'values'], message: '`exists` takes no values; leave them out' }];
  }
  return values.length > 0 ? [] : [{ path: [...path, 'values'], message: `\`${operator}\` needs at least one value` }];
}
