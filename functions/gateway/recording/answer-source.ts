import type { Target } from '../planning/target.ts';
import type { Observation } from './observation.ts';

/** What an answer was made of: an attempt, or an entry of the cache. */
export interface AnswerSource {
  target: Target;
  observation: Observation;
}
