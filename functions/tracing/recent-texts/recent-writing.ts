import type { Ids } from '../../../shared/runtime/ids.ts';
import type { RecentTexts } from '../../../shared/storage/recent-texts.ts';
import type { RecentSegment } from '../../../shared/storage/recent-texts-head.ts';
import type { CoveredTrace } from '../../../shared/text-digests/covered-traces.ts';
import { maxSegmentTraces, SegmentBuilder } from '../../../shared/text-digests/segment-builder.ts';

interface WritingPorts {
  recent: Pick<RecentTexts, 'putSegment' | 'removeSegments'>;
  ids: Ids;
  /** Epoch seconds. */
  ttl: number;
}

/** Text of traces, segment after segment: memory holds one. */
export class RecentWriting {
  /** Those that are written. */
  readonly segments: RecentSegment[] = [];
  traceCount = 0;
  private readonly begun = new Set<RecentSegment>();
  private readonly projectId: string;
  private readonly ports: WritingPorts;
  private builder = new SegmentBuilder();
  private held: CoveredTrace[] = [];
  private tried: CoveredTrace[] = [];

  constructor(projectId: string, ports: WritingPorts) {
    this.projectId = projectId;
    this.ports = ports;
  }

  /** Without grams, a trace that every search has to read, and that need not be tried again in this version. */
  async add(trace: CoveredTrace, grams: Uint32Array | null): Promise<void> {
    if (this.tried.length >= maxSegmentTraces || (grams !== null && !this.builder.hasRoomFor(grams.length)))
      await this.flush();
    this.traceCount += 1;
    if (grams === null) {
      this.tried.push(trace);
      return;
    }
    this.builder.add(grams);
    this.held.push(trace);
  }

  async finish(): Promise<void> {
    if (this.held.length + this.tried.length > 0) await this.flush();
  }

  /** Takes back what was written in part, and what nobody was told of. */
  async undo(isTold: boolean): Promise<void> {
    await this.ports.recent.removeSegments(this.projectId, [...this.begun, ...(isTold ? [] : this.segments)]);
  }

  private async flush(): Promise<void> {
    const { parts, ...shape } = this.builder.finish();
    const traces = [...this.held, ...this.tried];
    const starts = traces.map(({ start }) => start);
    const segment = { id: this.ports.ids(), from: Math.min(...starts), to: Math.max(...starts), shape };
    this.begun.add(segment);
    const { recent, ttl } = this.ports;
    await recent.putSegment({ projectId: this.projectId, segment, content: { ...shape, parts }, traces, ttl });
    this.begun.delete(segment);
    this.segments.push(segment);
    this.builder = new SegmentBuilder();
    this.held = [];
    this.tried = [];
  }
}
