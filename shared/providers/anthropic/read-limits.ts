import type { JsonObject } from '../../json/json-object.ts';
import type { Warnings } from '../translation/create-warnings.ts';

const defaultMaxTokens = 4_096;

/** Anthropic wants to be told how long an answer may be. */
export function readMaxTokens(request: JsonObject, modelLimit: number | null, warnings: Warnings): number {
  const asked = request['max_completion_tokens'] ?? request['max_tokens'];
  if (typeof asked === 'number') return asked;
  if (modelLimit !== null) return modelLimit;
  warnings.adjusted('max_tokens', `Anthropic wants a limit; ${defaultMaxTokens} is sent.`);
  return defaultMaxTokens;
}

/** `stop` as a list. Anthropic refuses a stop sequence of blanks only. */
export function readStopSequences(request: JsonObject, warnings: Warnings): string[] {
  const stop = request['stop'];
  const all = (Array.isArray(stop) ? stop : [stop]).filter((each) => typeof each === 'string');
  const usable = all.filter((each) => each.trim() !== '');
  if (usable.length < all.length) warnings.dropped('stop', 'A stop sequence needs something that is not blank.');
  return usable;
}
