import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import type { CachedProjects } from '../../../shared/storage/cached-projects.ts';
import { createScoreRepository } from '../../../shared/storage/score-repository.ts';
import { changeTraceTags } from '../../../shared/storage/trace-annotation-tags.ts';
import type { TagPorts } from '../tags/serve-tags.ts';
import type { ScorePorts } from './score-ports.ts';

interface AnnotationSources {
  documents: DynamoDBDocumentClient;
  tracesTable: string;
  projects: CachedProjects;
  clock: Clock;
}

/** What is needed to write down what people and programs say of traces. */
export function createAnnotationPorts(sources: AnnotationSources): ScorePorts & TagPorts {
  const { documents, tracesTable, projects, clock } = sources;
  const table = { documents, tableName: tracesTable };
  return {
    projects,
    clock,
    ids: systemIds,
    scores: createScoreRepository(table),
    changeTags: (request) => changeTraceTags(request, table),
  };
}
