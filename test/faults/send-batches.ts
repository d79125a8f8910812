import { acceptSpans } from '../../functions/tracing/accept-spans.ts';
import { toRecordsObject } from '../../functions/tracing/raw/archive-records.ts';
import type { RawArchive } from '../../functions/tracing/raw/raw-archive.ts';
import { UnavailableError } from '../../shared/http/errors.ts';
import type { DurableTelemetrySink } from '../../shared/telemetry/create-telemetry-sink.ts';
import type { IngestionRecord } from '../../shared/telemetry/ingestion-record.ts';
import type { Batch } from './fault-plan.ts';
import { recordOf } from './fault-spans.ts';

export interface BatchPorts {
  sink: DurableTelemetrySink;
  archive: RawArchive;
  /** Told of each answer of 503. */
  onRefusal: () => void;
}

/** Sends batches as one message without a request, as a gateway does, until it is taken. */
export async function sendMessage(batches: readonly Batch[], { sink, onRefusal }: BatchPorts): Promise<void> {
  await untilTaken(() => sink.send(batches.map(recordOf)), onRefusal);
}

/** Sends each batch as a request, until the endpoint takes it. */
export async function sendRequests(batches: readonly Batch[], ports: BatchPorts): Promise<void> {
  for (const record of batches.map(recordOf)) await untilTaken(() => sendRequest(record, ports), ports.onRefusal);
}

/** Its body holds the records themselves: what is archived of it is read like what a worker archives. */
async function sendRequest(record: IngestionRecord, { sink, archive }: BatchPorts): Promise<void> {
  const { projectId, source, receivedAt, spans } = record;
  const { body, path, ...form } = await toRecordsObject([record]);
  const principal = { kind: 'person', id: 'sender', email: null } as const;
  const request = { projectId, source, principal, path, form, rawBody: body, spans };
  await acceptSpans(request, { sink, archive, clock: () => receivedAt });
}

async function untilTaken(send: () => Promise<void>, onRefusal: () => void): Promise<void> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      onRefusal();
    }
  }
}
