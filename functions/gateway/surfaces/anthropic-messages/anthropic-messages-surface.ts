import type { Surface } from '../surface.ts';
import { fromCompletion } from './answer/from-completion.ts';
import { toChatRequest } from './request/to-chat-request.ts';
import { openMessageStream } from './stream/open-message-stream.ts';

/** Anthropic's `POST /v1/messages`. Facts: https://docs.claude.com/en/api/messages and its official packages. */
export const anthropicMessagesSurface: Surface = {
  id: 'anthropic-messages',
  errors: 'anthropic',
  heartbeat: Buffer.from('event: ping\ndata: {"type":"ping"}\n\n'),
  toChatRequest,
  fromCompletion,
  openStream: openMessageStream,
};
