import type { TraceSummary } from '../../../../shared/contract/span.ts';

/**
 * Whether a trace is a call of the route `name`. The gateway names a call's trace by its operation and what it asked for
 * (`chat support`); `models` holds what answered.
 */
export function isCallOf({ name: traceName }: Pick<TraceSummary, 'name'>, name: string): boolean {
  return traceName.split(' ').at(-1) === name;
}
