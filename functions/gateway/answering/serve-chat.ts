import type { RouteContract } from '../../../shared/contract/route.ts';
import type { Answer } from '../../../shared/http/answer.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import type { JsonObject } from '../../../shared/json/json-object.ts';
import { planCaching } from '../caching/plan-caching.ts';
import { type CacheWish, readCacheWish, withoutCacheField } from '../caching/read-cache-wish.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { startedEvent } from '../live/call-events.ts';
import type { Surface } from '../surfaces/surface.ts';
import { answerStream } from './answer-stream.ts';
import { answerWhole } from './answer-whole.ts';
import { beginChat } from './begin-chat.ts';
import type { Chat } from './chat.ts';
import { inCallersWords } from './in-callers-words.ts';

type ChatCall = Pick<
  Call<RouteContract & { access: { kind: 'project'; role: 'editor'; scope: 'gateway' } }>,
  'principal' | 'projectId' | 'request' | 'requestId' | 'rawBody'
> & { body: Readonly<JsonObject> };

/** Translate → plan → cache → reserve → ask in turn → relay → record: a call to a chat model, in whatever dialect it comes. */
export function serveChat(ports: GatewayPorts, surface: Surface): (call: ChatCall) => Promise<Answer> {
  return async (call) => {
    const translated = surface.toChatRequest(withoutCacheField(call.body));
    const wish = readCacheWish(call.body, call.request.headers);
    try {
      const chat = await beginChat(ports, surface, call, translated);
      const cached = await fromCache(ports, chat, wish);
      if (cached !== null) return cached;
      await reserveFor(chat);
      ports.live.tell(chat.run.projectId, () => startedEvent(chat.run, ports.stage));
      return chat.run.isStreamed ? await answerStream(ports, chat) : await answerWhole(ports, chat);
    } catch (thrown) {
      throw inCallersWords(thrown, translated);
    }
  };
}

/** An answer that is there already costs nothing, so only a call that is to be made takes from limits and budgets. */
async function reserveFor(chat: Chat): Promise<void> {
  try {
    chat.plan = await chat.reserved();
  } catch (refusal) {
    chat.caching?.end(false);
    throw refusal;
  }
}

/** What most calls do not ask for is loaded by the first that does. */
async function fromCache(ports: GatewayPorts, chat: Chat, wish: CacheWish): Promise<Answer | null> {
  if (planCaching(wish, chat.plan.policy.cache) === null) return null;
  const { answerFromCache } = await import('../caching/answer-from-cache.ts');
  return await answerFromCache(ports, chat, wish);
}
