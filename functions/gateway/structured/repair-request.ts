import { type JsonObject, objectsIn } from '../../../shared/json/json-object.ts';
import type { AnswerError } from './to-answer-errors.ts';

/** Of the wrong answer that is shown to the model again; a longer one was most likely cut off anyway. */
const maxShownCharacters = 100_000;

/** The request again, with the wrong answer and what is wrong with it. Its answer takes the place of the first. */
export function repairRequest(
  request: Readonly<JsonObject>,
  answer: string,
  errors: readonly AnswerError[],
): JsonObject {
  const faults = errors.map(({ path, message }) => `- ${path}: ${message}`).join('\n');
  const shown = answer.slice(0, maxShownCharacters);
  const messages = [
    ...objectsIn(request['messages']),
    // Some providers reject an empty message.
    ...(shown.trim() === '' ? [] : [{ role: 'assistant', content: shown }]),
    {
      role: 'user',
      content: `Your answer is not valid:\n${faults}\nWrite the whole corrected JSON, and nothing else.`,
    },
  ];
  // One answer is repaired at a time; a second choice would be thrown away.
  const { n: _, ...rest } = request;
  return { ...rest, messages };
}
