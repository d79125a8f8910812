import type { Logger } from '../../../shared/observability/logger.ts';
import type { CachedProjects } from '../../../shared/storage/cached-projects.ts';
import type { TraceRepository } from '../../../shared/storage/trace-repository.ts';
import type { UnarchivedRequest } from '../../../shared/telemetry/unarchived-request.ts';
import type { DroppedRecord } from '../deletion/forget-raw.ts';
import type { RawArchive } from './raw-archive.ts';
import { parseRawKey } from './raw-key.ts';

export interface LateArchivePorts {
  archive: Pick<RawArchive, 'put'>;
  projects: CachedProjects;
  traces: Pick<TraceRepository, 'findDeleted'>;
  forget: (record: DroppedRecord) => Promise<void>;
  logger: Logger;
}

/**
 * Archives a request that the archive refused when it came, as it came and by the name that its packs know. Throws if it refuses
 * again. Traces that were deleted meanwhile are taken out after it is there: a deletion that begins later finds it.
 */
export async function archiveLateRequest(request: UnarchivedRequest, ports: LateArchivePorts): Promise<void> {
  const { projectId, rawKey, body, traceIds, ...form } = request;
  const name = parseRawKey(rawKey);
  if (name === null) throw new Error(`${rawKey} does not name a raw object.`);
  const project = await ports.projects.get(projectId);
  // Its words are not to be kept any more, or nobody is there to read it.
  if (project?.capturesContent !== true) return;
  const { retentionDays } = project;
  const object = { ...form, retentionDays, body: Buffer.from(body, 'base64') };
  if (!(await ports.archive.put({ ...name, ...object }).written)) throw new Error(`The archive refuses ${rawKey}.`);
  for (const traceId of await ports.traces.findDeleted(projectId, traceIds)) {
    await ports.forget({ projectId, rawKey, spans: [{ traceId }] });
  }
  ports.logger.info('ingestion.raw.recovered', { rawKey });
}
