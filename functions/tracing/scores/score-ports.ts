import type { Clock } from '../../../shared/runtime/clock.ts';
import type { Ids } from '../../../shared/runtime/ids.ts';
import type { CachedProjects } from '../../../shared/storage/cached-projects.ts';
import type { ScoreRepository } from '../../../shared/storage/score-repository.ts';

export interface ScorePorts {
  scores: ScoreRepository;
  projects: CachedProjects;
  clock: Clock;
  ids: Ids;
}
