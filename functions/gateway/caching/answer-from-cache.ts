import type { CacheTurn, ResponseCache } from '../../../shared/caching/create-response-cache.ts';
import { responseCacheKey } from '../../../shared/caching/response-cache-key.ts';
import type { Answer } from '../../../shared/http/answer.ts';
import { AppError } from '../../../shared/http/app-error.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import type { CacheCounts } from '../../../shared/storage/response-cache-counts.ts';
import type { Chat } from '../answering/chat.ts';
import { failedAnswer } from '../answering/failed-answer.ts';
import { finishChat } from '../answering/finish-chat.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { createCaching } from './caching.ts';
import { giveAnswer } from './give-answer.ts';
import { type CachingPlan, planCaching } from './plan-caching.ts';
import type { CacheWish } from './read-cache-wish.ts';

/**
 * Answers a call from the cache, or with what an identical call is being answered. Null if the call has to be made; then
 * `chat.caching` says whether others wait for it.
 */
export async function answerFromCache(ports: GatewayPorts, chat: Chat, wish: CacheWish): Promise<Answer | null> {
  const plan = planCaching(wish, chat.plan.policy.cache);
  if (plan === null) return null;
  if (chat.options.conversationId !== null) return skip(chat);
  try {
    return await takeTurn(ports, chat, plan, await begin(ports, chat, plan));
  } catch (thrown) {
    if (!(thrown instanceof AppError)) return withoutCache(ports, chat, thrown);
    finishChat(ports, chat, thrown);
    return failedAnswer(chat, thrown);
  }
}

/** An answer in a conversation depends on all that was said before, and is kept with it. */
function skip({ run }: Chat): null {
  const message = 'Answers within a conversation are not taken from the cache.';
  run.decision.warnings.push({ code: 'cache_skipped', field: 'cache', message });
  return null;
}

/** The cache saves money, but a call does not depend on it. */
function withoutCache({ logger }: GatewayPorts, { run }: Chat, error: unknown): null {
  logger.error('gateway.cache.failed', { requestId: run.requestId, error });
  return null;
}

async function begin(ports: GatewayPorts, chat: Chat, plan: CachingPlan): Promise<CacheTurn> {
  const place = placeOf(chat, plan);
  const { signal } = chat.run.abort;
  const asked = await ports.responses.begin({ ...place, ttlSeconds: plan.ttlSeconds, signal });
  if (asked.kind !== 'too-long') return asked;
  const { maxTtlSeconds } = asked;
  const message = `the project keeps answers for at most ${maxTtlSeconds} seconds`;
  if (plan.isTtlAsked) throw new ValidationError([{ field: 'cache.ttl_seconds', message }]);
  chat.run.decision.warnings.push({ code: 'parameter_adjusted', field: 'cache.ttl_seconds', message });
  return await ports.responses.begin({ ...place, ttlSeconds: maxTtlSeconds, signal });
}

function placeOf({ run, plan }: Chat, { namespace }: CachingPlan) {
  const { projectId, request } = run;
  const modelId = plan.targets[0].target.model.id;
  return { projectId, namespace, key: responseCacheKey({ projectId, namespace, modelId, request }) };
}

async function takeTurn(
  ports: GatewayPorts,
  chat: Chat,
  { namespace }: CachingPlan,
  turn: CacheTurn,
): Promise<Answer | null> {
  const { run, plan } = chat;
  const place = { projectId: run.projectId, namespace };
  if (turn.kind === 'off' || turn.kind === 'too-long') return null;
  if (turn.kind === 'hit' || turn.kind === 'shared') {
    run.decision.cache = turn.kind;
    const { answer, saved } = await giveAnswer(ports, chat, turn.completion);
    ports.inBackground(count(ports, chat, place, turn.kind, saved));
    return answer;
  }
  run.decision.cache = 'miss';
  if (turn.kind === 'lead') chat.caching = createCaching(ports, { lead: turn, plan, requestId: run.requestId, place });
  return null;
}

async function count(
  { responses, logger }: GatewayPorts,
  { run }: Chat,
  place: Parameters<ResponseCache['count']>[0],
  kind: 'hit' | 'shared',
  saved: Pick<CacheCounts, 'savedNanoUsd' | 'simulatedSavedNanoUsd'>,
): Promise<void> {
  const counts = kind === 'hit' ? { hitCount: 1, ...saved } : { sharedCount: 1, ...saved };
  try {
    await responses.count(place, counts);
  } catch (error) {
    logger.error('gateway.cache.failed', { requestId: run.requestId, error });
  }
}
