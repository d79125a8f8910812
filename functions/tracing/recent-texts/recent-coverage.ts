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

  /** Segments that know a trace which started since then, and was not met: nothing of what it said may stay. */
  losersSince(from: number, segments: readonly RecentSegment[]): RecentSegment[] {
    const isLost = ({ traceId, start }: CoveredTrace) => start >= from && !this.met.has(traceId);
    return segments.filter(({ id }) => this.listed.get(id)?.some(isLost) ?? false);
  }
}
