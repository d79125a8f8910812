import type { TraceSummary } from '../../../../../../shared/contract/span.ts';

/** The last of the others that started before a trace; null if none did. */
export function previousOf<T extends Pick<TraceSummary, 'startTime'>>(trace: T, others: readonly T[]): T | null {
  const before = others.filter(({ startTime }) => startTime < trace.startTime);
  return before.reduce<T | null>(
    (last, each) => (last === null || each.startTime > last.startTime ? each : last),
    null,
  );
}

/** The trace id in what somebody pasted: the id itself, in either case, or an address that holds it. */
export function traceIdIn(text: string): string | null {
  return /(?:^|\/traces\/|\s)([0-9a-f]{32})(?=$|[\s?#/])/i.exec(text.trim())?.[1]?.toLowerCase() ?? null;
}
