import * as z from 'zod';
import { parseInput } from '../../../shared/http/parse-input.ts';
import { isObject } from '../../../shared/json/json-object.ts';

type Request = Readonly<Record<string, unknown>>;

const conversationIdSchema = z.string().min(1).max(100);
const conversationSchema = z.union([conversationIdSchema, z.looseObject({ id: conversationIdSchema })], {
  error: 'write a conversation as its id, or as `{ "id": … }`',
});

/** What a request says to the gateway and no provider must see. */
export interface CallOptions {
  conversationId: string | null;
  /** Whether a stream shows, beside its text, the object that the text has grown to. */
  showsPartialObject: boolean;
}

/** Fields of a chat request that are the gateway's own. `cache` is read where the cache is. */
const ownFields = ['conversation', 'requirements', 'cache'] as const;

/** Takes the gateway's own fields out of a request; the same object where there are none, so that its bytes can go on. */
export function takeCallOptions<R extends Request>(request: R): { request: R; options: CallOptions } {
  const streamOptions = isObject(request['stream_options']) ? request['stream_options'] : {};
  const showsPartialObject = streamOptions['include_partial_object'] === true;
  const options = { conversationId: readConversationId(request), showsPartialObject };
  const hasOwn = showsPartialObject || ownFields.some((field) => request[field] !== undefined);
  if (!hasOwn) return { request, options };
  const { include_partial_object: _, ...otherStreamOptions } = streamOptions;
  const rest = Object.fromEntries(
    Object.entries(request).filter(([name]) => !ownFields.some((field) => field === name)),
  );
  return {
    // Only fields that its type does not name are gone.
    request: { ...rest, ...(showsPartialObject ? { stream_options: otherStreamOptions } : {}) } as unknown as R,
    options,
  };
}

function readConversationId(request: Request): string | null {
  const given = request['conversation'];
  if (given === undefined || given === null) return null;
  const conversation = parseInput('body', z.object({ conversation: conversationSchema }), { conversation: given });
  return typeof conversation.conversation === 'string' ? conversation.conversation : conversation.conversation.id;
}
