import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import type { Logger } from '../../../shared/observability/logger.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import type { CachedProjects } from '../../../shared/storage/cached-projects.ts';
import { createScoreRepository } from '../../../shared/storage/score-repository.ts';
import { changeTraceTags } from '../../../shared/storage/trace-annotation-tags.ts';
import type { DeletionQueue } from '../deletion/deletion-queue.ts';
import type { RawArchive } from '../raw/raw-archive.ts';
import type { TagPorts } from '../tags/serve-tags.ts';
import { createAnnotationArchive } from './archive-annotations.ts';
import type { ScorePorts } from './score-ports.ts';

interface AnnotationSources {
  documents: DynamoDBDocumentClient;
  tracesTable: string;
  projects: CachedProjects;
  clock: Clock;
  archive: Pick<RawArchive, 'put'>;
  deletionQueue: DeletionQueue;
  logger: Logger;
}

/** What is needed to write down what people and programs say of traces. */
export function createAnnotationPorts(sources: AnnotationSources): ScorePorts & TagPorts {
  const { documents, tracesTable, projects, clock, deletionQueue } = sources;
  const table = { documents, tableName: tracesTable, archive: createAnnotationArchive(sources) };
  return {
    projects,
    clock,
    ids: systemIds,
    scores: createScoreRepository(table),
    forgetScore: (score) => deletionQueue.send(score),
    changeTags: (request) => changeTraceTags(request, table),
  };
}
