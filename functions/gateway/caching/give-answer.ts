import { replayAsChunks } from '../../../shared/caching/replay-as-chunks.ts';
import { Answer } from '../../../shared/http/answer.ts';
import type { JsonObject } from '../../../shared/json/json-object.ts';
import { priceUsage } from '../../../shared/pricing/price-usage.ts';
import type { EventBatch } from '../../../shared/sse/split-events.ts';
import { answerHeaders } from '../answer-headers.ts';
import { addPartialObjects } from '../answering/add-partial-objects.ts';
import type { Chat } from '../answering/chat.ts';
import { finishChat } from '../answering/finish-chat.ts';
import { keepAnswer } from '../conversations/keep-answer.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { AnswerSource } from '../recording/answer-source.ts';
import { createObservation } from '../recording/observation.ts';
import { observeCompletion } from '../recording/observe-completion.ts';
import { usageOfAnswer } from '../recording/usage-of-answer.ts';
import type { ChunkEvent } from '../stream/decode-events.ts';

/** A completion that is there already, streamed or whole, in the caller's dialect; and what the call would have cost. */
export async function giveAnswer(ports: GatewayPorts, chat: Chat, completion: JsonObject) {
  const { run, plan } = chat;
  const observation = createObservation();
  // Entries are in the chat dialect, which the sandbox speaks.
  observeCompletion(observation, completion, ports.sandbox);
  const source: AnswerSource = { target: plan.targets[0].target, observation };
  run.answer = source;
  if (run.isStreamed) observation.timeToFirstTokenMs = run.elapsed();
  const { body, contentType } = await bodyOf(chat, completion);
  await keepAnswer(ports, chat);
  finishChat(ports, chat, null);
  const headers = { 'content-type': contentType, ...answerHeaders(run) };
  return { answer: new Answer(body, headers), saved: savedBy(chat, source) };
}

async function bodyOf(chat: Chat, completion: JsonObject) {
  if (!chat.run.isStreamed) {
    const body = JSON.stringify(chat.surface.fromCompletion(completion, chat.context));
    return { body, contentType: 'application/json' };
  }
  const stream = chat.surface.openStream(chat.context);
  const events = replayed(completion);
  const pieces: Uint8Array[] = [];
  const shown = chat.options.showsPartialObject ? addPartialObjects(events) : events;
  for await (const piece of stream.encode(shown)) pieces.push(piece);
  return { body: Buffer.concat(pieces), contentType: 'text/event-stream; charset=utf-8' };
}

async function* replayed(completion: JsonObject): AsyncGenerator<EventBatch<ChunkEvent>> {
  const chunks = replayAsChunks(completion).map(
    (json): ChunkEvent => ({ kind: 'chunk', json, bytes: Buffer.from(`data: ${JSON.stringify(json)}\n\n`) }),
  );
  yield [...chunks, { kind: 'done', bytes: Buffer.from('data: [DONE]\n\n') }];
}

/** Today's price of it; 0 where there is none. */
function savedBy(chat: Chat, source: AnswerSource) {
  const savedNanoUsd = costOf(chat, source);
  return { savedNanoUsd, simulatedSavedNanoUsd: source.target.model.isSimulated ? savedNanoUsd : 0 };
}

function costOf({ run }: Chat, { target, observation }: AnswerSource): number {
  const usage = usageOfAnswer(run.request, observation, 'whole');
  if (usage === null) return 0;
  const { price, priceTableVersion, isSimulated } = target.model;
  return priceUsage({ usage, price, priceTableVersion, isSimulated, at: run.startedAt }).totalNanoUsd ?? 0;
}
