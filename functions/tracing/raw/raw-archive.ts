import type { Project } from '../../../shared/contract/projects.ts';
import type { Logger } from '../../../shared/observability/logger.ts';
import { telemetryMetrics } from '../../../shared/observability/metric-names.ts';
import { printMeasurement } from '../../../shared/observability/print-measurement.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { type Ids, systemIds } from '../../../shared/runtime/ids.ts';
import type { CachedProjects } from '../../../shared/storage/cached-projects.ts';
import { rawKeyOf } from './raw-key.ts';
import { rawLifetime } from './raw-lifetime.ts';
import type { RawObject, RawStore } from './raw-store.ts';

export interface RawRequest extends Omit<RawObject, 'retentionDays' | 'keptDays'> {
  projectId: string;
  receivedAt: number;
  /** Of the request's spans, those that are accepted. */
  spanCount: number;
  /** What tells it from others of the same millisecond; a new id unless told. */
  id?: string;
}

export interface Archived {
  rawKey: string;
  /** Resolves when it is written, or could not be: then a log and a metric say so. Whether it was. */
  written: Promise<boolean>;
}

export interface Archiving {
  /** False of a project that wants no words kept: they must not get into the queue either. True if nobody can tell. */
  isContentKept: boolean;
  /** Undefined of what is not archived as it came: the worker archives what it stores of it. */
  rawKey: string | undefined;
  written: Promise<boolean>;
}

export interface RawArchive {
  /** Begins to write a request as it came, of a project that captures content. */
  begin(request: RawRequest): Promise<Archiving>;
  /** Begins to write what may be kept, for as long as its project keeps it, from when it came. */
  put(request: RawRequest & Pick<RawObject, 'retentionDays' | 'keptDays'>): Archived;
}

export interface RawArchivePorts {
  store: Pick<RawStore, 'put'>;
  projects: CachedProjects;
  logger: Logger;
  clock: Clock;
  ids?: Ids;
  write?: (line: string) => void;
}

const millisecondsPerDay = 86_400_000;

export function createRawArchive(ports: RawArchivePorts): RawArchive {
  const archive: RawArchive = {
    async begin(request) {
      const project = await findProject(request.projectId, ports);
      const isContentKept = project?.capturesContent !== false;
      if (project?.capturesContent !== true)
        return { isContentKept, rawKey: undefined, written: Promise.resolve(false) };
      return { isContentKept, ...archive.put({ ...request, retentionDays: project.retentionDays }) };
    },
    put({ projectId, receivedAt, spanCount, id = (ports.ids ?? systemIds)(), ...object }) {
      const rawKey = rawKeyOf({ projectId, receivedAt, id, spanCount });
      // Dead letters wait for up to 14 days. In whole days: what is new must not be of a shorter class for a moment.
      const ageDays = Math.max(0, Math.floor((ports.clock() - receivedAt) / millisecondsPerDay));
      const putting = ports.store.put(rawKey, object, rawLifetime(object, ageDays));
      const failed = (error: unknown) => reportFailure(rawKey, error, ports);
      return { rawKey, written: putting.then(() => true, failed) };
    },
  };
  return archive;
}

/** Null for a project that is gone, or if nobody can tell. */
async function findProject(projectId: string, { projects }: RawArchivePorts): Promise<Project | null> {
  try {
    return await projects.get(projectId);
  } catch {
    // The worker cannot store anything without knowing, and archives it then.
    return null;
  }
}

function reportFailure(
  rawKey: string,
  error: unknown,
  { logger, clock, write = defaultWrite }: RawArchivePorts,
): false {
  logger.error('ingestion.raw.failed', { rawKey, error });
  printMeasurement(
    { dimensions: { service: 'tracing' }, values: { [telemetryMetrics.unarchived]: 1 } },
    { clock, write },
  );
  return false;
}

function defaultWrite(line: string): void {
  process.stdout.write(line);
}
