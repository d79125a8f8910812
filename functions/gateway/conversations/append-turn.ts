import type { JsonObject } from '../../../shared/json/json-object.ts';
import { appendItems } from '../../../shared/storage/conversation-append.ts';
import type { ConversationStorePorts } from '../../../shared/storage/conversation-ports.ts';
import { messagesToItems } from './messages-to-items.ts';

export interface Turn {
  requestId: string;
  /** What the call added to the conversation. */
  messages: readonly JsonObject[];
  /** The message of the answer; null if there is none. */
  answer: JsonObject | null;
}

export interface AppendedTurn {
  version: number;
  /** The same request had been added before; nothing was added again. */
  wasThere: boolean;
}

/** Adds a call and its answer at the end, all or nothing and once for each request. */
export async function appendTurn(
  ports: ConversationStorePorts,
  projectId: string,
  conversationId: string,
  { requestId, messages, answer }: Turn,
): Promise<AppendedTurn> {
  const items = messagesToItems(answer === null ? messages : [...messages, answer]);
  const { version, wasThere } = await appendItems(ports, { projectId, conversationId }, { requestId, items });
  return { version, wasThere };
}
