import type { ChunkEnd } from '../translation/chat-chunk.ts';

const reasons: Readonly<Record<string, string>> = { STOP: 'stop', MAX_TOKENS: 'length' };

/** No answer came of these: the model failed, and another try may do better (ai.google.dev/api/generate-content). */
const failures: ReadonlySet<string> = new Set([
  'MALFORMED_FUNCTION_CALL',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
  'MISSING_THOUGHT_SIGNATURE',
  'MALFORMED_RESPONSE',
]);

export function isFailure(reason: string): boolean {
  return failures.has(reason);
}

/**
 * Gemini says `STOP` also where it called functions. All that is left (SAFETY, RECITATION, BLOCKLIST, PROHIBITED_CONTENT,
 * SPII, LANGUAGE, OTHER, the images') means that it holds an answer back.
 */
export function mapFinishReason(reason: string, hasCalls: boolean): ChunkEnd {
  const known = reasons[reason] ?? 'content_filter';
  return { finish_reason: known === 'stop' && hasCalls ? 'tool_calls' : known, native_finish_reason: reason };
}
