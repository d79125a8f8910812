import type { CallWarning } from '../../contract/call-decision.ts';

/** Collects what an adapter does otherwise than it was asked to. The first word about a field is the one that is kept. */
export interface Warnings {
  /** A parameter or content that is left out. */
  dropped(field: string, message: string): void;
  /** A value that is sent as another one. */
  adjusted(field: string, message: string): void;
  /** Content that is sent in another form. */
  converted(field: string, message: string): void;
  list(): CallWarning[];
}

/** A header carries them, and a thousand messages with the same flaw need not be told a thousand times. */
const maxWarnings = 20;

export function createWarnings(): Warnings {
  const found = new Map<string, CallWarning>();
  const add = (code: string, field: string, message: string) => {
    const key = `${code} ${field}`;
    if (found.size < maxWarnings && !found.has(key)) found.set(key, { code, field, message });
  };
  return {
    dropped: (field, message) => add('parameter_dropped', field, message),
    adjusted: (field, message) => add('parameter_adjusted', field, message),
    converted: (field, message) => add('content_converted', field, message),
    list: () => [...found.values()],
  };
}
