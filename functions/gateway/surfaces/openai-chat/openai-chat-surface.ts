import type { ChatCompletionRequest } from '../../../../shared/contract/gateway.ts';
import { toOpenAiError } from '../../../../shared/http/error-answer.ts';
import { isObject, type JsonObject } from '../../../../shared/json/json-object.ts';
import { encodeEvents } from '../../stream/encode-events.ts';
import { hideEarlyUsage } from '../../stream/hide-early-usage.ts';
import { stripUsage } from '../../stream/strip-usage.ts';
import type { Surface } from '../surface.ts';

/** The chat dialect itself: bytes pass through. */
export const openAiChatSurface: Surface = {
  id: 'openai-chat',
  errors: 'openai',
  heartbeat: Buffer.from(': heartbeat\n\n'),
  toChatRequest: (body) => ({
    // The route's contract has checked it.
    request: body as ChatCompletionRequest,
    warnings: [],
    toCallerField: (field) => field,
  }),
  fromCompletion: (completion) => completion,
  openStream: ({ request }) => ({
    encode: (batches) => {
      const hide = hideEarlyUsage();
      return encodeEvents(batches, wantsUsage(request) ? hide : (batch) => stripUsage(hide(batch)));
    },
    encodeError: (error) => Buffer.from(`data: ${JSON.stringify(toOpenAiError(error))}\n\n`),
  }),
};

/** The gateway always asks for it, and shows it only to who wants to see it. */
function wantsUsage(request: Readonly<JsonObject>): boolean {
  const options = request['stream_options'];
  return isObject(options) && options['include_usage'] === true;
}
