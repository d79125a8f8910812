import type { JsonObject } from '../../../shared/json/json-object.ts';

/** Room for an answer whose length the caller did not bound: most answers are shorter, and models allow up to 128,000. */
const usualAnswerTokens = 4_096;

/** The part of the window that is kept for the answer. */
export function answerReserve(request: Readonly<JsonObject>, maxOutputTokens: number | null): number {
  const asked = request['max_completion_tokens'] ?? request['max_tokens'];
  const most = maxOutputTokens ?? Number.POSITIVE_INFINITY;
  return Math.min(typeof asked === 'number' ? asked : usualAnswerTokens, most);
}
