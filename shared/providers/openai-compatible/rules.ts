import { isObject } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import { readReasoning } from '../translation/read-reasoning.ts';
import type { ParameterRule, RuleInput } from './quirks.ts';

type When = (input: RuleInput) => boolean;
const always: When = () => true;

/** Left out, with a warning. */
export function drop(when: When = always, whenSays = ''): ParameterRule {
  return {
    says: `left out${whenSays}`,
    apply: (input) => {
      if (isUnsaid(input) || !when(input)) return null;
      const message = 'This endpoint does not take it for this model.';
      return { set: { [input.name]: undefined }, warning: { isDropped: true, message } };
    },
  };
}

/** `parallel_tool_calls`, which is a wish only where it is false. */
export function dropSerialCalls(): ParameterRule {
  const warning = { isDropped: true, message: 'This endpoint may call several tools at once.' };
  return {
    says: 'left out',
    apply: ({ name, value }) => ({ set: { [name]: undefined }, ...(value === false ? { warning } : {}) }),
  };
}

/** Left out without a word: it says nothing about the answer. */
export function omit(): ParameterRule {
  return { says: 'left out, silently', apply: ({ name }) => ({ set: { [name]: undefined } }) };
}

/** The same under another name; that name wins if the caller uses both. */
export function rename(to: string, when: When = always, whenSays = ''): ParameterRule {
  return {
    says: `sent as \`${to}\`${whenSays}`,
    apply: (input) => {
      if (!when(input)) return null;
      const { name, value, request } = input;
      return { set: { [name]: undefined, [to]: request[to] ?? value } };
    },
  };
}

/** Refused before anything is sent. */
export function refuse(message: string, when: When = always): ParameterRule {
  return {
    says: 'refused with 400',
    apply: (input) => {
      if (isUnsaid(input) || !when(input)) return null;
      throw cannot(input.name, message);
    },
  };
}

/** Numbers are brought into the range, with a warning. */
export function within(least: number, most: number): ParameterRule {
  return {
    says: `brought into ${least}–${most}`,
    apply: ({ name, value }) => {
      if (typeof value !== 'number') return null;
      const sent = Math.min(Math.max(value, least), most);
      if (sent === value) return null;
      const message = `This endpoint takes ${least} to ${most}: ${sent} is sent.`;
      return { set: { [name]: sent }, warning: { isDropped: false, message } };
    },
  };
}

/** Words that an endpoint does not know become the nearest that it knows; null leaves the parameter out. */
export function words(map: Readonly<Record<string, string | null>>): ParameterRule {
  const pairs = Object.entries(map).map(([from, to]) => `\`${from}\` → ${to === null ? 'left out' : `\`${to}\``}`);
  return {
    says: pairs.join(', '),
    apply: ({ name, value }) => {
      if (typeof value !== 'string' || !Object.hasOwn(map, value)) return null;
      const to = map[value] ?? undefined;
      const message = to === undefined ? `It does not take "${value}".` : `"${to}" is sent for "${value}".`;
      return { set: { [name]: to }, warning: { isDropped: to === undefined, message } };
    },
  };
}

/** The dialect's `reasoning` as `reasoning_effort`, for endpoints that know no budget. */
export function reasoningAsEffort(after?: ParameterRule): ParameterRule {
  return {
    says: 'its effort is sent as `reasoning_effort`, a budget is left out',
    apply: ({ model, request }) => {
      const wish = readReasoning(request);
      const effort = wish?.isOff === true ? 'none' : (wish?.effort ?? null);
      const effortRule = after?.apply({ name: 'reasoning_effort', value: effort, model, request });
      const sent = effort === null ? {} : { reasoning_effort: effort };
      const set = { reasoning: undefined, ...sent, ...effortRule?.set };
      const lost = wish?.budget !== null && wish?.budget !== undefined && wish.budget > 0;
      if (lost) return { set, warning: { isDropped: true, message: 'This endpoint takes no budget for reasoning.' } };
      return effortRule?.warning === undefined ? { set } : { set, warning: effortRule.warning };
    },
  };
}

/** A JSON Schema becomes plain JSON mode, with a warning. */
export function jsonObjectOnly(): ParameterRule {
  return {
    says: '`json_schema` → `json_object`',
    apply: ({ name, value }) => {
      if (!isObject(value) || value['type'] !== 'json_schema') return null;
      const message = 'This endpoint gives JSON without keeping to a schema.';
      return { set: { [name]: { type: 'json_object' } }, warning: { isDropped: false, message } };
    },
  };
}

/** Values that say nothing: clients like to send the defaults. */
function isUnsaid({ name, value }: RuleInput): boolean {
  // The seed 0 is a seed like any other.
  if (value === undefined || value === null || value === false || (value === 0 && name !== 'seed')) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

export const isAbove =
  (most: number): When =>
  (input) =>
    typeof input.value === 'number' && input.value > most;
