import type { createEmbeddings } from '../../../shared/contract/gateway.ts';
import { Answer } from '../../../shared/http/answer.ts';
import type { Handler } from '../../../shared/http/create-api.ts';
import { errorAnswer } from '../../../shared/http/error-answer.ts';
import { answerHeaders } from '../answer-headers.ts';
import { attemptInTurn } from '../attempts/attempt-in-turn.ts';
import { toCallError } from '../attempts/call-provider.ts';
import { beginRun } from '../begin-run.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { startedEvent } from '../live/call-events.ts';
import { planWithinBudget } from '../planning/plan-within-budget.ts';
import { readFacts } from '../planning/read-facts.ts';
import { observeEmbeddings } from '../recording/observe-completion.ts';
import { recordRun } from '../recording/record-run.ts';
import { readAnswer } from './read-answer.ts';
import { settingsKnowing } from './settings-knowing.ts';

/** Turns text into vectors, with the provider's own bytes as the answer. */
export function serveEmbeddings(ports: GatewayPorts): Handler<typeof createEmbeddings> {
  return async (call) => {
    const { body: request, rawBody, projectId, principal, requestId } = call;
    const settings = await settingsKnowing(ports, projectId, request.model);
    const run = beginRun(ports, {
      ...{ operation: 'embeddings', surface: 'openai-embeddings', settings, request, rawBody, call },
    });
    const facts = await readFacts(ports, run);
    const plan = await planWithinBudget(ports, run, { settings, projectId, principal, request, facts });
    ports.live.tell(projectId, () => startedEvent(run, ports.stage));
    try {
      const bytes = await attemptInTurn(ports, run, plan, async (attempt) => {
        const answer = await readAnswer(run, attempt, 'data');
        observeEmbeddings(attempt.observation, answer.json, attempt.provider);
        return answer.bytes;
      });
      recordRun(ports, run, null);
      return new Answer(bytes, { 'content-type': 'application/json', ...answerHeaders(run) });
    } catch (thrown) {
      const error = toCallError(run.abort, thrown);
      recordRun(ports, run, error);
      return errorAnswer(error, 'openai', requestId).with(answerHeaders(run));
    }
  };
}
