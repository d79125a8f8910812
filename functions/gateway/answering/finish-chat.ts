import type { AppError } from '../../../shared/http/app-error.ts';
import { appendTurn } from '../conversations/append-turn.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { recordRun } from '../recording/record-run.ts';
import type { Chat } from './chat.ts';

/** After the last byte: records the call, and keeps the turn where it belongs to a conversation. */
export function finishChat(ports: GatewayPorts, chat: Chat, error: AppError | null): void {
  recordRun(ports, chat.run, error);
  chat.caching?.end(error === null);
  if (error === null) keepTurn(ports, chat);
}

function keepTurn(ports: GatewayPorts, { run, options, ownMessages }: Chat): void {
  const { conversationId } = options;
  const answer = run.answer?.observation.messages[0];
  if (conversationId === null || answer === undefined) return;
  const turn = { requestId: run.requestId, messages: ownMessages, answer };
  ports.inBackground(
    appendTurn(ports.conversations, run.projectId, conversationId, turn).then(
      () => undefined,
      (cause: unknown) => {
        ports.logger.error('gateway.turn.unkept', { requestId: run.requestId, error: cause });
      },
    ),
  );
}
