import { silentLogger } from '../../../shared/observability/logger.ts';
import { createTraceRepository } from '../../../shared/storage/trace-repository.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import { buildCall, buildSpan, hexOf, testTime } from '../../support/build-span.ts';
import { type SeedPorts, seededProjectId } from './seed-traces.ts';

const spansPerRecord = 1000;

/** A trace as a worker stores it, a record after the other: a root, and below it steps with a model call each. */
export async function seedLongTrace(spanCount: number, ports: SeedPorts): Promise<string> {
  const traces = createTraceRepository({ ...ports, logger: silentLogger });
  const traceId = hexOf(`long ${spanCount}`, 32);
  const ids = { projectId: seededProjectId, traceId };
  const rootId = hexOf('root', 16);
  for (let start = 0; start < spanCount; start += spansPerRecord) {
    const spans = Array.from({ length: Math.min(spansPerRecord, spanCount - start) }, (_, place) => {
      const index = start + place;
      if (index === 0)
        return buildSpan({ ...ids, spanId: rootId, type: 'agent', name: 'agent', durationMs: spanCount * 10 });
      const span = { ...ids, spanId: hexOf(`${spanCount} ${index}`, 16), parentSpanId: rootId, at: index * 10 };
      const output = toPayload({ text: `Step ${index} found nothing to worry about in what it was given.` });
      return index % 2 === 0
        ? buildCall({ ...span, output })
        : buildSpan({ ...span, type: 'tool', name: `tool ${index % 20}`, output });
    });
    const record = { projectId: seededProjectId, source: 'otlp', receivedAt: testTime, spans } as const;
    await traces.store(record, { retentionDays: 30, capturesContent: true });
  }
  return traceId;
}
