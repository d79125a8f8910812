import type { Result } from '../../../shared/contract/route.ts';
import type { createScores, ScoreResult } from '../../../shared/contract/scores.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import type { ScoreOutcome } from '../../../shared/storage/score-writer.ts';
import { readScore } from './read-score.ts';
import type { ScorePorts } from './score-ports.ts';
import { scoringOf } from './scoring-of.ts';
import { attempt, failureOfAll, storeScores } from './store-scores.ts';

/** Answers once the scores are stored, each with its trace's sums. */
export async function takeScores(
  call: Call<typeof createScores>,
  ports: ScorePorts,
): Promise<Result<typeof createScores>> {
  const { projectId, principal } = call;
  const scoring = await scoringOf(call, ports);
  const idempotencyKey = idempotencyKeyOf(call.request.headers);
  const origin = { principal, idempotencyKey, ids: ports.ids };
  const items = call.body.scores.map((raw, index) =>
    attempt(() => readScore(raw, { ...origin, field: `body.scores.${index}`, index })),
  );
  const outcomes = await storeScores(projectId, items, scoring, ports);
  const failure = failureOfAll(outcomes);
  if (failure !== null) throw failure;
  const failedCount = outcomes.filter(({ status }) => status === 'failed').length;
  return { results: outcomes.map(toResult), storedCount: outcomes.length - failedCount, failedCount };
}

const idempotencyHeader = 'idempotency-key';

function idempotencyKeyOf(headers: Pick<Headers, 'get'>): string | null {
  const key = headers.get(idempotencyHeader);
  if (key === null || /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new ValidationError([
    { field: `header.${idempotencyHeader}`, message: 'must have 1 to 200 visible characters' },
  ]);
}

function toResult(outcome: ScoreOutcome, index: number): ScoreResult {
  if (outcome.status !== 'failed') return { index, status: outcome.status, score: outcome.score, error: null };
  const { code, message, isRetryable, fieldErrors } = outcome.error;
  const error = { code, message, retryable: isRetryable, errors: fieldErrors.map((each) => ({ ...each })) };
  return { index, status: 'failed', score: null, error };
}
