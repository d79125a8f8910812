import type { Clock } from '../../../shared/runtime/clock.ts';
import type { Ids } from '../../../shared/runtime/ids.ts';
import type { CachedProjects } from '../../../shared/storage/cached-projects.ts';
import type { ScoreRepository } from '../../../shared/storage/score-repository.ts';
import type { AnnotationDeletionMessage } from '../deletion/deletion-message.ts';

export interface ScorePorts {
  scores: ScoreRepository;
  /** Has a deleted score taken out of the archive. */
  forgetScore(score: AnnotationDeletionMessage): Promise<void>;
  projects: CachedProjects;
  clock: Clock;
  ids: Ids;
}
