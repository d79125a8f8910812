import { type JsonObject, parseJson } from '../../../shared/json/json-object.ts';
import { validateWith } from './schema-validator.ts';
import { stripCodeFence } from './strip-code-fence.ts';
import { type AnswerError, toAnswerErrors } from './to-answer-errors.ts';

export interface StructuredCheck {
  isValid: boolean;
  /** What the answer says, also where it does not keep to the schema; undefined if it is no JSON. */
  value: unknown;
  errors: readonly AnswerError[];
}

/** Whether an answer is JSON that keeps to the schema; a code fence around it does no harm. */
export function checkStructuredAnswer(schema: JsonObject, text: string): StructuredCheck {
  const parsed = parseJson(stripCodeFence(text));
  if (parsed === null) return invalid(undefined, noJson(text));
  const units = validateWith(schema, parsed.value);
  if (units === null)
    return invalid(parsed.value, 'Checking takes too long: simplify the patterns and references of the schema.');
  const errors = toAnswerErrors(units, parsed.value);
  return { isValid: errors.length === 0, value: parsed.value, errors };
}

function noJson(text: string): string {
  return text.trim() === '' ? 'The answer is empty.' : 'The answer is not JSON.';
}

function invalid(value: unknown, message: string): StructuredCheck {
  return { isValid: false, value, errors: [{ path: '$', message }] };
}
