import {
  createLangfuseScore,
  createScores,
  deleteScore,
  ingestLangfuseEvents,
  listSessionScores,
  listTraceScores,
} from '../../../shared/contract/scores.ts';
import type { Api } from '../../../shared/http/create-api.ts';
import { removeScore } from './remove-score.ts';
import type { ScorePorts } from './score-ports.ts';
import { takeLangfuseEvents, takeLangfuseScore } from './take-langfuse-scores.ts';
import { takeScores } from './take-scores.ts';

/** What people, programs and scorers say of traces, spans and sessions. */
export function serveScores({ serve }: Pick<Api, 'serve'>, ports: ScorePorts): void {
  const { scores } = ports;
  serve(createScores, (call) => takeScores(call, ports));
  serve(createLangfuseScore, (call) => takeLangfuseScore(call, ports));
  serve(ingestLangfuseEvents, (call) => takeLangfuseEvents(call, ports));
  serve(listTraceScores, ({ projectId, params: { traceId }, query }) =>
    scores.list(projectId, { kind: 'trace', traceId }, query),
  );
  serve(listSessionScores, ({ projectId, query: { sessionId, ...page } }) =>
    scores.list(projectId, { kind: 'session', sessionId }, page),
  );
  serve(deleteScore, (call) => removeScore(call, ports));
}
