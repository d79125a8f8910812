import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';

/** How much a request wants the model to think. */
export interface ReasoningWish {
  effort: string | null;
  /** Tokens. */
  budget: number | null;
  isOff: boolean;
}

/** Null if the request says nothing about it. `reasoning` wins over `reasoning_effort`. */
export function readReasoning(request: JsonObject): ReasoningWish | null {
  const said = isObject(request['reasoning']) ? request['reasoning'] : {};
  const effort = stringIn(said, 'effort') ?? stringIn(request, 'reasoning_effort');
  const budget = typeof said['max_tokens'] === 'number' ? said['max_tokens'] : null;
  const enabled = said['enabled'];
  if (effort === null && budget === null && typeof enabled !== 'boolean') return null;
  const isOff = enabled === false || budget === 0 || (budget === null && effort === 'none');
  return { effort: effort === 'none' ? null : effort, budget, isOff };
}
