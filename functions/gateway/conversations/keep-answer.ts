import type { JsonObject } from '../../../shared/json/json-object.ts';
import type { Chat } from '../answering/chat.ts';
import type { GatewayPorts } from '../gateway-ports.ts';

/**
 * Keeps an answer in its conversation, and by itself, once. Before its end is told: who has heard it may go on from it at
 * once. The answer has been paid for by then, so what fails here fails nobody, but it is said.
 */
export async function keepAnswer(ports: GatewayPorts, chat: Chat): Promise<void> {
  const { keeping, run } = chat;
  if (keeping.isDone) return;
  keeping.isDone = true;
  const message = run.answer?.observation.messages[0];
  if (message === undefined) return;
  const warn = (field: string) => (cause: unknown) => {
    ports.logger.error('gateway.turn.unkept', { requestId: run.requestId, error: cause });
    const text = 'The answer could not be kept: send it along with the next call.';
    run.decision.warnings.push({ code: 'answer_not_kept', field, message: text });
  };
  await Promise.all([
    keepTurn(ports, chat, message).catch(warn('conversation')),
    storeAnswer(ports, chat, message).catch(warn('store')),
  ]);
}

async function keepTurn({ conversations }: GatewayPorts, chat: Chat, answer: JsonObject): Promise<void> {
  const { run, options, keeping } = chat;
  if (options.conversationId === null) return;
  const { appendTurn } = await import('./append-turn.ts');
  // Our own id: that of the request is the caller's to choose, and may be chosen twice.
  const turn = { requestId: run.spanId, messages: keeping.ownMessages, answer };
  await appendTurn(conversations, run.projectId, options.conversationId, turn);
}

async function storeAnswer({ responseStore }: GatewayPorts, chat: Chat, message: JsonObject): Promise<void> {
  const { run, context, keeping } = chat;
  const { answer, ancestors, ownMessages, isStored } = keeping;
  if (!isStored || answer === null) return;
  const { toStoredInput } = await import('./to-stored-input.ts');
  await responseStore.put(run.projectId, {
    ...{ responseId: String(answer['id']), ancestors, response: answer },
    input: toStoredInput(context.request['input'], context.answerId),
    messages: [...ownMessages, message],
  });
}
