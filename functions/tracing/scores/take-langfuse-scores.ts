import type { Result } from '../../../shared/contract/route.ts';
import type { createLangfuseScore, ingestLangfuseEvents } from '../../../shared/contract/scores.ts';
import { AppError } from '../../../shared/http/app-error.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import type { ScoreOutcome } from '../../../shared/storage/score-writer.ts';
import { fromLangfuseScore } from './langfuse-score.ts';
import { type ReadScore, readScore } from './read-score.ts';
import type { ScorePorts } from './score-ports.ts';
import { scoringOf } from './scoring-of.ts';
import { attempt, failureOfAll, type ReadOutcome, storeScores } from './store-scores.ts';

/** One score in the form of Langfuse's API. */
export async function takeLangfuseScore(
  call: Call<typeof createLangfuseScore>,
  ports: ScorePorts,
): Promise<Result<typeof createLangfuseScore>> {
  const read = readScore(fromLangfuseScore(call.body), {
    principal: call.principal,
    field: 'body',
    index: 0,
    idempotencyKey: null,
    ids: ports.ids,
  });
  const [outcome] = await storeScores(call.projectId, [read], await scoringOf(call, ports), ports);
  if (outcome?.status === 'failed') throw outcome.error;
  return { id: read.draft.id };
}

type Event = Call<typeof ingestLangfuseEvents>['body']['batch'][number];

/** Events of Langfuse's SDKs. The id of an event stays the same when it is sent again, and so does the score made from it. */
export async function takeLangfuseEvents(
  call: Call<typeof ingestLangfuseEvents>,
  ports: ScorePorts,
): Promise<Result<typeof ingestLangfuseEvents>> {
  const items = call.body.batch.map((event, index): ReadOutcome => attempt(() => readEvent(event, index, call, ports)));
  const outcomes = await storeScores(call.projectId, items, await scoringOf(call, ports), ports);
  const failure = failureOfAll(outcomes);
  // The older SDKs of JavaScript do not send again what an answer of 207 lists.
  if (failure?.isRetryable === true) throw failure;
  const told = outcomes.map((outcome, index) => ({ id: idOf(call.body.batch[index]), outcome }));
  return {
    successes: told.flatMap(({ id, outcome }) => (outcome.status === 'failed' ? [] : [{ id, status: 201 }])),
    errors: told.flatMap(({ id, outcome }) => (outcome.status === 'failed' ? [toError(id, outcome)] : [])),
  };
}

function readEvent(
  event: Event,
  index: number,
  { principal }: Call<typeof ingestLangfuseEvents>,
  { ids }: ScorePorts,
): ReadScore {
  const field = `body.batch.${index}.body`;
  if (event['type'] !== 'score-create') throw new UnsupportedEventError(event['type']);
  const id = idOf(event);
  return readScore(fromLangfuseScore(event['body']), { principal, field, index: 0, idempotencyKey: id || null, ids });
}

class UnsupportedEventError extends AppError {
  constructor(type: unknown) {
    super(
      `Only events of the type score-create are taken here, not ${String(type).slice(0, 40)}: send spans to /api/public/otel/v1/traces, as newer SDKs do.`,
      { code: 'unsupported_event', status: 400 },
    );
  }
}

function idOf(event: Event | undefined): string {
  return typeof event?.['id'] === 'string' ? event['id'].slice(0, 200) : '';
}

function toError(id: string, { error }: Extract<ScoreOutcome, { status: 'failed' }>) {
  return { id, status: error.status, message: error.message };
}
