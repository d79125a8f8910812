import { Answer } from '../../../shared/http/answer.ts';
import { answerHeaders } from '../answer-headers.ts';
import { attemptInTurn } from '../attempts/attempt-in-turn.ts';
import { toCallError } from '../attempts/call-provider.ts';
import { keepAnswer } from '../conversations/keep-answer.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { askWhole, type WholeAnswer } from './ask-whole.ts';
import type { Chat } from './chat.ts';
import { failedAnswer } from './failed-answer.ts';
import { finishChat } from './finish-chat.ts';

/** Answers in one piece, in the provider's own bytes wherever the caller speaks its dialect. */
export async function answerWhole(ports: GatewayPorts, chat: Chat): Promise<Answer> {
  const { run, surface } = chat;
  try {
    const asked = await attemptInTurn(ports, run, chat.plan, (attempt) => askWhole(run, attempt));
    const answer = asked.attempt.structured === null ? asked : await repaired(ports, chat, asked);
    chat.caching?.offer(answer.json, answer.attempt);
    const worded = surface.fromCompletion(answer.json, chat.context);
    await keepAnswer(ports, chat);
    const body = worded === answer.json ? answer.bytes : JSON.stringify(worded);
    finishChat(ports, chat, null);
    return new Answer(body, { 'content-type': 'application/json', ...answerHeaders(run) });
  } catch (thrown) {
    const error = toCallError(run.abort, thrown);
    finishChat(ports, chat, error);
    return failedAnswer(chat, error);
  }
}

/** What most calls do not ask for is loaded by the first that does. */
async function repaired(ports: GatewayPorts, chat: Chat, asked: WholeAnswer): Promise<WholeAnswer> {
  const { repairAnswer } = await import('./repair-answer.ts');
  return await repairAnswer(ports, chat, asked);
}
