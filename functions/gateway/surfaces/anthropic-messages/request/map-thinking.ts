import { type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import { objectIn } from '../../translation/answer-end.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import type { Translation } from '../../translation/translation.ts';

/** `thinking` and `output_config.effort` as `reasoning`. */
export function mapThinking(body: Readonly<JsonObject>, { fields, warnings }: Translation): JsonObject {
  const thinking = objectIn(body, 'thinking');
  const effort = stringIn(objectIn(body, 'output_config'), 'effort');
  if (thinking['display'] === 'omitted') {
    warnings.dropped('thinking.display', 'Thinking that the provider shows is shown.');
  }
  const reasoning = { ...toReasoning(thinking), ...(effort === null ? {} : { effort }) };
  const source = thinking['type'] === undefined ? 'output_config.effort' : 'thinking';
  for (const name of ['reasoning', 'reasoning_effort']) fields.note(name, source);
  return Object.keys(reasoning).length === 0 ? {} : { reasoning };
}

function toReasoning(thinking: JsonObject): JsonObject {
  switch (thinking['type']) {
    case undefined:
      return {};
    case 'adaptive':
      return { enabled: true };
    case 'disabled':
    // The least of those models that cannot do without: their adapter says it in their words again.
    case 'between_tools':
      return { enabled: false };
    case 'enabled':
      return { max_tokens: budgetOf(thinking) };
    default:
      throw invalidField('thinking.type', 'it is one of enabled, adaptive, disabled, between_tools');
  }
}

function budgetOf(thinking: JsonObject): number {
  const budget = thinking['budget_tokens'];
  if (typeof budget === 'number' && Number.isInteger(budget) && budget > 0) return budget;
  throw invalidField('thinking.budget_tokens', 'a whole number of tokens is required');
}
