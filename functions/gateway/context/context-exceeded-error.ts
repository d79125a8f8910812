import { AppError } from '../../../shared/http/app-error.ts';
import { formatTokens } from './format-tokens.ts';

export interface ContextShortage {
  /** What would have to fit at least: after everything that the policy may leave out. */
  neededTokens: number;
  /** What is left of the window beside the answer. */
  room: number;
  contextWindow: number;
}

/** More was sent than fits, and the policy of the route could not make it fit. */
export class ContextExceededError extends AppError {
  constructor({ neededTokens, room, contextWindow }: ContextShortage) {
    const kept = formatTokens(contextWindow - room);
    super(
      `The messages and tools have about ${formatTokens(neededTokens)} tokens; ${formatTokens(Math.max(room, 0))} fit: the context window of ` +
        `${formatTokens(contextWindow)} less ${kept} for the answer. Send less, ask for a shorter answer, or use a larger model.`,
      { code: 'context_length_exceeded', status: 400, param: 'messages' },
    );
  }
}
