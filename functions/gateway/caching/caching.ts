import { type CompletionCollector, collectCompletion } from '../../../shared/caching/collect-completion.ts';
import type { CacheLead } from '../../../shared/caching/create-response-cache.ts';
import { isKeepable } from '../../../shared/caching/is-keepable.ts';
import { type JsonObject, objectsIn } from '../../../shared/json/json-object.ts';
import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { Attempt } from '../attempts/attempt.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { Plan } from '../planning/plan.ts';
import type { ChunkEvent } from '../stream/decode-events.ts';
import { stripCodeFence } from '../structured/strip-code-fence.ts';
import type { CachingPlan } from './plan-caching.ts';

/** Characters of JSON; more is not worth keeping. */
const maxCharacters = 8_000_000;

/** A call that others may be waiting for. */
export interface Caching {
  /** The whole answer has come. */
  offer(completion: JsonObject, attempt: Attempt): void;
  /** Notes a stream while it passes. */
  collect(events: AsyncIterable<EventBatch<ChunkEvent>>, attempt: Attempt): AsyncIterable<EventBatch<ChunkEvent>>;
  /** The call is over: keeps what can be kept, and lets go who waits. */
  end(isComplete: boolean): void;
}

export interface CachingInput {
  lead: CacheLead;
  plan: Plan;
  requestId: string;
  place: { projectId: string } & Pick<CachingPlan, 'namespace'>;
}

export function createCaching(ports: GatewayPorts, input: CachingInput): Caching {
  let answered: { attempt: Attempt; completion: () => JsonObject | null } | null = null;
  return {
    offer(completion, attempt) {
      answered = { attempt, completion: () => completion };
    },
    collect(events, attempt) {
      const collector = collectCompletion(maxCharacters);
      answered = { attempt, completion: () => asWhole(collector, attempt) };
      return collecting(events, collector);
    },
    end(isComplete) {
      const completion = isComplete && answered && isFirstChoice(input.plan, answered.attempt) && answered.completion();
      ports.inBackground(keep(ports, input, completion || null));
    },
  };
}

/** What another model answered in its place must not be given as the answer of the model that the key names. */
function isFirstChoice({ targets }: Plan, { target }: Attempt): boolean {
  return target.model.id === targets[0].target.model.id;
}

async function keep(
  ports: GatewayPorts,
  { lead, place, requestId }: CachingInput,
  completion: JsonObject | null,
): Promise<void> {
  try {
    if (completion === null || !isKeepable(completion)) return await lead.abandon();
    if (await lead.store(completion)) await ports.responses.count(place, { storedCount: 1 });
  } catch (error) {
    ports.logger.error('gateway.cache.failed', { requestId, error });
  }
}

async function* collecting(
  events: AsyncIterable<EventBatch<ChunkEvent>>,
  collector: CompletionCollector,
): AsyncGenerator<EventBatch<ChunkEvent>> {
  for await (const batch of events) {
    for (const event of batch) if (event.kind === 'chunk') collector.add(event.json);
    yield batch;
  }
}

/** In one piece, a fence around JSON that a model was told to write would have been taken off. */
function asWhole(collector: CompletionCollector, { structured }: Attempt): JsonObject | null {
  const completion = collector.completion();
  if (completion === null || structured?.mode !== 'instructed') return completion;
  return { ...completion, choices: objectsIn(completion['choices']).map(unfenced) };
}

function unfenced(choice: JsonObject): JsonObject {
  const message = choice['message'] as JsonObject;
  const { content } = message;
  return typeof content === 'string'
    ? { ...choice, message: { ...message, content: stripCodeFence(content) } }
    : choice;
}
