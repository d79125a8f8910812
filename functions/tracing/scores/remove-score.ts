import type { deleteScore } from '../../../shared/contract/scores.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import { NotFoundError, UnavailableError } from '../../../shared/http/errors.ts';
import type { ScoreTarget } from '../../../shared/storage/score-keys.ts';
import type { AnnotationDeletionMessage } from '../deletion/deletion-message.ts';
import type { ScorePorts } from './score-ports.ts';
import { scoringOf } from './scoring-of.ts';

/** Deletes a score, and has it taken out of the archive: answers when nobody can lose track of that any more. */
export async function removeScore(call: Call<typeof deleteScore>, ports: ScorePorts): Promise<undefined> {
  const { projectId } = call;
  const { scoreId } = call.params;
  const { traceId, sessionId = '' } = call.query;
  const target: ScoreTarget = traceId === undefined ? { kind: 'session', sessionId } : { kind: 'trace', traceId };
  const forget = () => forgetScore({ projectId, target, scoreId }, ports);
  try {
    await ports.scores.remove(projectId, target, scoreId, await scoringOf(call, ports));
  } catch (error) {
    // It may have been deleted by somebody whom the queue refused.
    if (error instanceof NotFoundError) await forget();
    throw error;
  }
  await forget();
}

async function forgetScore(score: AnnotationDeletionMessage, ports: Pick<ScorePorts, 'forgetScore'>): Promise<void> {
  try {
    await ports.forgetScore(score);
  } catch (cause) {
    throw new UnavailableError('The score shows no more, but is still in the archive. Delete it again.', cause, 5);
  }
}
