import { createHash } from 'node:crypto';

const prefix = 'call_gemini_';

/** An id for a call to which Gemini gave none: the same for the same answer, another one in every answer. */
export function synthesizeToolCallId(...parts: readonly (string | number)[]): string {
  return prefix + createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 20);
}

/** Gemini is not told ids that it never gave: it then pairs calls and results by their order. */
export function isSynthesizedToolCallId(id: string): boolean {
  return id.startsWith(prefix);
}
