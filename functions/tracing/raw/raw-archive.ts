import type { Project } from '../../../shared/contract/projects.ts';
import type { Logger } from '../../../shared/observability/logger.ts';
import { telemetryMetrics } from '../../../shared/observability/metric-names.ts';
import { printMeasurement } from '../../../shared/observability/print-measurement.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { type Ids, systemIds } from '../../../shared/runtime/ids.ts';
import type { CachedProjects } from '../../../shared/storage/cached-projects.ts';
import { retentionClassWithin } from '../../../shared/storage/retention-class.ts';
import { rawKeyOf } from './raw-key.ts';
import type { RawObject, RawStore } from './raw-store.ts';

export interface RawRequest extends Omit<RawObject, 'retentionDays'> {
  projectId: string;
  receivedAt: number;
  /** Of the request's spans, those that are accepted. */
  spanCount: number;
  /** What tells it from others of the same millisecond; a new id unless told. */
  id?: string;
}

export interface Archiving {
  /** False of a project that wants no words kept: they must not get into the queue either. True if nobody can tell. */
  isContentKept: boolean;
  /** Undefined where nothing is archived. */
  rawKey: string | undefined;
  /** Resolves when it is written, or could not be: then a log and a metric say so, for the queue has it as well. */
  written: Promise<void>;
}

export interface RawArchive {
  /** Begins to write a request to the archive. Nothing is kept of a project that does not capture content. */
  begin(request: RawRequest): Promise<Archiving>;
}

export interface RawArchivePorts {
  store: Pick<RawStore, 'put'>;
  projects: CachedProjects;
  logger: Logger;
  clock: Clock;
  ids?: Ids;
  write?: (line: string) => void;
}

export function createRawArchive(ports: RawArchivePorts): RawArchive {
  return {
    async begin({ projectId, receivedAt, spanCount, id = (ports.ids ?? systemIds)(), ...request }) {
      const project = await findProject(projectId, ports);
      const isContentKept = project?.capturesContent !== false;
      if (project?.capturesContent !== true) return { isContentKept, rawKey: undefined, written: Promise.resolve() };
      const { retentionDays } = project;
      const rawKey = rawKeyOf({ projectId, receivedAt, id, spanCount });
      // Words must not outlive the traces that they became; a large payload has to, or its trace would lack it.
      const lifetime = retentionClassWithin(retentionDays);
      const putting = ports.store.put(rawKey, { ...request, retentionDays }, lifetime);
      return { isContentKept, rawKey, written: putting.catch((error: unknown) => reportFailure(rawKey, error, ports)) };
    },
  };
}

/** Null for a project that is gone, or if nobody can tell. */
async function findProject(projectId: string, ports: RawArchivePorts): Promise<Project | null> {
  try {
    return await ports.projects.get(projectId);
  } catch (error) {
    reportFailure(projectId, error, ports);
    return null;
  }
}

function reportFailure(rawKey: string, error: unknown, { logger, clock, write = defaultWrite }: RawArchivePorts): void {
  logger.error('ingestion.raw.failed', { rawKey, error });
  printMeasurement(
    { dimensions: { service: 'tracing' }, values: { [telemetryMetrics.unarchived]: 1 } },
    { clock, write },
  );
}

function defaultWrite(line: string): void {
  process.stdout.write(line);
}
