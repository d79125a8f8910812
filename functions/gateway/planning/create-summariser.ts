import { type JsonObject, objectsIn, stringIn } from '../../../shared/json/json-object.ts';
import { askWhole } from '../answering/ask-whole.ts';
import { beginAttempt, endAttempt } from '../attempts/attempt.ts';
import { toCallError } from '../attempts/call-provider.ts';
import type { Run } from '../begin-run.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { openTarget } from './open-target.ts';
import { findTarget, notCallable } from './resolve-model.ts';

const instruction =
  'Summarise this conversation for the assistant that will continue it. Keep facts, names, numbers, decisions and open questions. Write only the summary.';

/** Asks a model for a summary of messages. Its cost is a part of the call's: it is one of its attempts. */
export function createSummariser(ports: GatewayPorts, run: Run, modelId: string) {
  return async (messages: readonly JsonObject[], maxTokens: number): Promise<string> => {
    const target = findTarget(run.settings, modelId);
    if (target === null) throw notCallable(run.settings, modelId);
    const request = {
      model: modelId,
      max_tokens: maxTokens,
      messages: [
        { role: 'system', content: instruction },
        { role: 'user', content: messages.map(asLine).join('\n\n') },
      ],
    };
    const provider = await openTarget(ports, target);
    const rawBody = Buffer.from(JSON.stringify(request));
    const attempt = beginAttempt(run, {
      target,
      provider,
      request,
      rawBody,
      structured: null,
      isStreamed: false,
      timeouts: {},
      isRepair: false,
    });
    try {
      const { json } = await askWhole(run, attempt);
      endAttempt(run, attempt, null);
      return textOf(json);
    } catch (thrown) {
      const error = toCallError(attempt.abort, thrown);
      endAttempt(run, attempt, error);
      throw error;
    }
  };
}

function asLine(message: JsonObject): string {
  const { content, tool_calls: calls } = message;
  const said = typeof content === 'string' ? content : JSON.stringify(content ?? '');
  return `${stringIn(message, 'role') ?? 'user'}: ${said}${calls === undefined ? '' : ` ${JSON.stringify(calls)}`}`;
}

function textOf(completion: JsonObject): string {
  const message = objectsIn(completion['choices'])[0]?.['message'] as JsonObject | undefined;
  return stringIn(message ?? {}, 'content') ?? '';
}
