import type { Result } from '../../../shared/contract/route.ts';
import type { createScores, ScoreResult } from '../../../shared/contract/scores.ts';
import { AppError } from '../../../shared/http/app-error.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import type { ScoreOutcome } from '../../../shared/storage/score-writer.ts';
import { readScore } from './read-score.ts';
import type { ScorePorts } from './score-ports.ts';
import { scoringOf } from './scoring-of.ts';
import { attempt, storeScores } from './store-scores.ts';

/** Answers once the scores are stored, each with its trace's sums. */
export async function takeScores(
  call: Call<typeof createScores>,
  ports: ScorePorts,
): Promise<Result<typeof createScores>> {
  const { projectId, principal } = call;
  const scoring = await scoringOf(call, ports);
  const idempotencyKey = idempotencyKeyOf(call.request.headers);
  const items = call.body.scores.map((raw, index) =>
    attempt(() => readScore(raw, { principal, field: `body.scores.${index}`, index, idempotencyKey, ids: ports.ids })),
  );
  const outcomes = await storeScores(projectId, items, scoring, ports);
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'failed' ? [outcome.error] : []));
  if (failures.length === outcomes.length) throw summaryOf(failures);
  return {
    results: outcomes.map(toResult),
    storedCount: outcomes.length - failures.length,
    failedCount: failures.length,
  };
}

const idempotencyHeader = 'idempotency-key';

function idempotencyKeyOf(headers: Pick<Headers, 'get'>): string | null {
  const key = headers.get(idempotencyHeader);
  if (key === null || /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new ValidationError([
    { field: `header.${idempotencyHeader}`, message: 'must have 1 to 200 visible characters' },
  ]);
}

/** If all are wrong, everything that is wrong; else the first reason. */
function summaryOf(failures: readonly AppError[]): AppError {
  const [first] = failures;
  if (failures.every((failure) => failure instanceof ValidationError)) {
    return new ValidationError(failures.flatMap(({ fieldErrors }) => fieldErrors));
  }
  return first ?? new AppError('No score was sent.', { code: 'validation_failed', status: 400 });
}

function toResult(outcome: ScoreOutcome, index: number): ScoreResult {
  if (outcome.status !== 'failed') return { index, status: outcome.status, score: outcome.score, error: null };
  const { code, message, isRetryable, fieldErrors } = outcome.error;
  const error = { code, message, retryable: isRetryable, errors: fieldErrors.map((each) => ({ ...each })) };
  return { index, status: 'failed', score: null, error };
}
