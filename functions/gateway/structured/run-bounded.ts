import { createContext, Script } from 'node:vm';

export type BoundedResult<T> = { isDone: true; value: T } | { isDone: false };

/**
 * Runs something synchronous that must not run for ever. A caller's schema may hold a regular expression that takes
 * exponential time, and only the engine can interrupt one; it does so through this module. The script is this constant:
 * nothing that anybody sent is ever evaluated.
 */
const script = new Script('run()');

export function runBounded<T>(milliseconds: number, run: () => T): BoundedResult<T> {
  try {
    return { isDone: true, value: script.runInContext(createContext({ run }), { timeout: milliseconds }) as T };
  } catch (error) {
    if (isTimeout(error)) return { isDone: false };
    throw error;
  }
}

/** The error comes from the other context, so `instanceof Error` does not hold. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
