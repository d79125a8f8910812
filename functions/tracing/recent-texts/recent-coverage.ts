import type { RecentSegment } from '../../../shared/storage/recent-texts-head.ts';
import type { CoveredTrace } from '../../../shared/text-digests/covered-traces.ts';

/** Which traces the text that there is knows, and which of them were met while the index was read. */
export class RecentCoverage {
  private readonly listed: ReadonlyMap<string, readonly CoveredTrace[]>;
  private readonly versions = new Map<string, number>();
  private readonly met = new Set<string>();

  constructor(listed: ReadonlyMap<string, readonly CoveredTrace[]>) {
    this.listed = listed;
    for (const { traceId, version } of [...listed.values()].flat())
      this.versions.set(traceId, Math.max(version, this.versions.get(traceId) ?? 0));
  }

  /** Whether the text of the trace is known in this version. */
  meets(traceId: string, version: number): boolean {
    this.met.add(traceId);
    return this.versions.get(traceId) === version;
  }

  /** Traces that started before then, and were not met. */
  startedBefore(time: number): string[] {
    const isOld = ({ traceId, start }: CoveredTrace) => start < time && !this.met.has(traceId);
    return [...this.listed.values()].flatMap((traces) => traces.filter(isOld).map(({ traceId }) => traceId));
  }

  /**
   * Segments that know a trace which started since then and was not met, or one of those that have gone: nothing of what it said may
   * stay. So do those whose list of traces is gone, with whatever else is left of them.
   */
  losers(since: number, gone: ReadonlySet<string>, segments: readonly RecentSegment[]): RecentSegment[] {
    const isLost = ({ traceId, start }: CoveredTrace) =>
      gone.has(traceId) || (start >= since && !this.met.has(traceId));
    return segments.filter(({ id }) => this.listed.get(id)?.some(isLost) ?? true);
  }
}
