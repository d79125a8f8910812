import type { Span } from '../../shared/contract/span.ts';
import type { Principal } from '../../shared/http/principal.ts';
import type { IngestionRecord } from '../../shared/telemetry/ingestion-record.ts';
import { redactContent } from '../../shared/telemetry/redact-content.ts';
import type { TracingPorts } from './app.ts';
import type { BodyForm } from './raw/body-form.ts';
import { toRecords } from './to-records.ts';

export interface AcceptedRequest {
  projectId: string;
  source: IngestionRecord['source'];
  principal: Principal;
  path: string;
  form: BodyForm;
  /** As it came, still compressed. */
  rawBody: Uint8Array;
  spans: readonly Span[];
}

type Ports = Pick<TracingPorts, 'sink' | 'clock' | 'archive'>;

/**
 * Makes the spans of a request durable: in the queue (or the spool), and at the same time, as they were received, in the
 * archive; if that refuses, in the queue as well. Throws if neither queue nor spool takes them.
 */
export async function acceptSpans(request: AcceptedRequest, ports: Ports): Promise<void> {
  const { projectId, source, spans, path, form, rawBody } = request;
  const receivedAt = ports.clock();
  const keyId = keyIdOf(request.principal);
  const { isContentKept, rawKey, written } = await ports.archive.begin({
    ...{ projectId, receivedAt, path, keyId, body: rawBody, spanCount: spans.length },
    ...form,
  });
  const provenance = { projectId, source, receivedAt, ...(rawKey === undefined ? {} : { rawKey }) };
  // The worker would take the words out as well, but a large message waits in S3 for longer than it takes to be stored.
  const kept = isContentKept ? spans : spans.map(redactContent);
  const [isArchived] = await Promise.all([written, ports.sink.send(toRecords(provenance, kept))]);
  if (rawKey !== undefined && !isArchived) await ports.sink.sendUnarchived(toUnarchived(request, rawKey));
}

function toUnarchived({ projectId, path, form, rawBody, principal, spans }: AcceptedRequest, rawKey: string) {
  return {
    ...{ projectId, rawKey, path, ...form, keyId: keyIdOf(principal) },
    body: Buffer.from(rawBody).toString('base64'),
    traceIds: [...new Set(spans.map(({ traceId }) => traceId))],
  };
}

export function keyIdOf(principal: Principal): string | null {
  return principal.kind === 'key' ? principal.id : null;
}
