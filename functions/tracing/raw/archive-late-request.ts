import type { Project } from '../../../shared/contract/projects.ts';
import type { Logger } from '../../../shared/observability/logger.ts';
import type { CachedProjects } from '../../../shared/storage/cached-projects.ts';
import type { ModelOverrideRepository } from '../../../shared/storage/model-overrides.ts';
import type { TraceRepository } from '../../../shared/storage/trace-repository.ts';
import type { UnarchivedRequest } from '../../../shared/telemetry/unarchived-request.ts';
import type { DroppedRecord } from '../deletion/forget-raw.ts';
import { createModelLookup } from '../otlp/model-lookup.ts';
import { toRecordsObject, withoutWords } from './archive-records.ts';
import { decodeRawObject } from './decode-raw-object.ts';
import type { RawArchive } from './raw-archive.ts';
import { parseRawKey } from './raw-key.ts';
import type { RawObject } from './raw-store.ts';

export interface LateArchivePorts {
  archive: Pick<RawArchive, 'put'>;
  projects: CachedProjects;
  overrides: Pick<ModelOverrideRepository, 'list'>;
  traces: Pick<TraceRepository, 'findDeleted'>;
  forget: (record: DroppedRecord) => Promise<void>;
  logger: Logger;
}

/**
 * Archives a request that the archive refused when it came, by the name that its packs know: as it came, or what is left of it
 * where its project has stopped keeping words since. Throws if the archive refuses again. Traces that were deleted meanwhile are
 * taken out after it is there: a deletion that begins later finds it.
 */
export async function archiveLateRequest(request: UnarchivedRequest, ports: LateArchivePorts): Promise<void> {
  const { projectId, rawKey, traceIds } = request;
  const name = parseRawKey(rawKey);
  if (name === null) throw new Error(`${rawKey} does not name a raw object.`);
  const project = await ports.projects.get(projectId);
  // Nobody is there to read it.
  if (project === null) return;
  const object = await toObject(request, project, ports);
  if (!(await ports.archive.put({ ...name, ...object }).written)) throw new Error(`The archive refuses ${rawKey}.`);
  for (const traceId of await ports.traces.findDeleted(projectId, traceIds)) {
    await ports.forget({ projectId, rawKey, spans: [{ traceId }] });
  }
  ports.logger.info('ingestion.raw.recovered', { rawKey });
}

async function toObject(
  { projectId, rawKey, path, keyId, contentType, contentEncoding, body }: UnarchivedRequest,
  { capturesContent, retentionDays }: Project,
  { overrides }: LateArchivePorts,
): Promise<RawObject> {
  const came = { path, keyId, contentType, contentEncoding, retentionDays, body: Buffer.from(body, 'base64') };
  if (capturesContent) return came;
  // As the worker archives what never was to have words: a replay prices it anew, and cannot map it anew.
  const { records } = await decodeRawObject(rawKey, came, createModelLookup(await overrides.list(projectId)));
  return {
    ...(await toRecordsObject(records.map(({ isReplay: _, ...record }) => withoutWords(record)))),
    retentionDays,
  };
}
