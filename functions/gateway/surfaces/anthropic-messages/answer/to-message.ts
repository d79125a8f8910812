import type { JsonObject } from '../../../../../shared/json/json-object.ts';
import type { AnswerContext } from '../../surface.ts';

/** The head of an answer; `content`, `stop_reason` and `usage` come on top. */
export function toMessage({ answerId }: AnswerContext, model: string): JsonObject {
  return {
    id: `msg_${answerId}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
}
