import {
  createLangfuseScore,
  createScores,
  deleteScore,
  ingestLangfuseEvents,
  listSessionScores,
  listTraceScores,
} from '../../../shared/contract/scores.ts';
import type { Api } from '../../../shared/http/create-api.ts';
import type { ScoreTarget } from '../../../shared/storage/score-keys.ts';
import type { ScorePorts } from './score-ports.ts';
import { scoringOf } from './scoring-of.ts';
import { takeLangfuseEvents, takeLangfuseScore } from './take-langfuse-scores.ts';
import { takeScores } from './take-scores.ts';

/** What people, programs and scorers say of traces, spans and sessions. */
export function serveScores({ serve }: Pick<Api, 'serve'>, ports: ScorePorts): void {
  const { scores } = ports;
  serve(createScores, (call) => takeScores(call, ports));
  serve(createLangfuseScore, (call) => takeLangfuseScore(call, ports));
  serve(ingestLangfuseEvents, (call) => takeLangfuseEvents(call, ports));
  serve(listTraceScores, ({ projectId, params, query }) => scores.list(projectId, traceTarget(params.traceId), query));
  serve(listSessionScores, ({ projectId, query: { sessionId, ...page } }) =>
    scores.list(projectId, { kind: 'session', sessionId }, page),
  );
  serve(deleteScore, async (call): Promise<undefined> => {
    const { traceId, sessionId = '' } = call.query;
    const target: ScoreTarget = traceId === undefined ? { kind: 'session', sessionId } : traceTarget(traceId);
    await scores.remove(call.projectId, target, call.params.scoreId, await scoringOf(call, ports));
  });
}

function traceTarget(traceId: string): ScoreTarget {
  return { kind: 'trace', traceId };
}
