import { AppError } from '../http/app-error.ts';
import { NotFoundError } from '../http/errors.ts';
import { maxConversationBytes, maxConversationItems } from './conversation-record.ts';

export class ConversationNotFoundError extends NotFoundError {
  constructor(conversationId: string) {
    super(`The conversation ${conversationId}`, 'conversation_not_found');
  }
}

export class ConversationFullError extends AppError {
  constructor() {
    super(
      `A conversation holds at most ${maxConversationItems} items and ${maxConversationBytes} bytes. Delete items, or begin a new conversation with a summary of this one.`,
      { code: 'conversation_full', status: 400, param: 'conversation' },
    );
  }
}
