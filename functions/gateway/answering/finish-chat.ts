import type { AppError } from '../../../shared/http/app-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { recordRun } from '../recording/record-run.ts';
import { structuredMeasurement } from '../structured/structured-measurement.ts';
import type { Chat } from './chat.ts';

/** After the last byte: records the call, and lets those who wait for the same answer go on. */
export function finishChat(ports: GatewayPorts, chat: Chat, error: AppError | null): void {
  recordRun(ports, chat.run, error);
  chat.caching?.end(error === null);
  measureStructured(ports, chat);
}

function measureStructured({ measure }: GatewayPorts, { run }: Chat): void {
  const { structuredOutput } = run.decision;
  if (structuredOutput === null || run.answer === null) return;
  measure?.(structuredMeasurement(run.answer.target.model.id, structuredOutput));
}
