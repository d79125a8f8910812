import type { Surface } from '../surface.ts';
import { fromCompletion } from './answer/from-completion.ts';
import { openResponseStream } from './open-response-stream.ts';
import { toChatRequest } from './request/to-chat-request.ts';

/** OpenAI's `POST /v1/responses`. Facts: https://platform.openai.com/docs/api-reference/responses and its packages. */
export const openAiResponsesSurface: Surface = {
  id: 'openai-responses',
  errors: 'openai',
  heartbeat: Buffer.from(': heartbeat\n\n'),
  toChatRequest,
  fromCompletion,
  openStream: openResponseStream,
};
