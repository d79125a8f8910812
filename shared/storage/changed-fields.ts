import { isDeepStrictEqual } from 'node:util';

export interface ChangedFields {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** The fields of a change that really differ, as they were and as they are; null if none does. */
export function changedFields<T extends object>(current: T, change: Partial<T>): ChangedFields | null {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(change)) {
    const old = (current as Record<string, unknown>)[field];
    if (value === undefined || isDeepStrictEqual(old, value)) continue;
    before[field] = old;
    after[field] = value;
  }
  return Object.keys(after).length > 0 ? { before, after } : null;
}
