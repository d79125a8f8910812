import { Answer } from '../../../shared/http/answer.ts';
import type { AppError } from '../../../shared/http/app-error.ts';
import { toAppError } from '../../../shared/http/error-answer.ts';
import type { EventBatch } from '../../../shared/sse/split-events.ts';
import { answerHeaders } from '../answer-headers.ts';
import type { Attempt } from '../attempts/attempt.ts';
import { attemptInTurn } from '../attempts/attempt-in-turn.ts';
import { toCallError } from '../attempts/call-provider.ts';
import { ClientAbortedError } from '../attempts/client-aborted-error.ts';
import type { Run } from '../begin-run.ts';
import { keepAnswer } from '../conversations/keep-answer.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { streamingEvent } from '../live/call-events.ts';
import type { ChunkEvent } from '../stream/decode-events.ts';
import { openStream } from '../stream/open-stream.ts';
import { toReadableStream } from '../stream/to-readable-stream.ts';
import type { AnswerStream } from '../surfaces/surface.ts';
import type { Chat } from './chat.ts';
import { failedAnswer } from './failed-answer.ts';
import { finishChat } from './finish-chat.ts';
import { inCallersWords } from './in-callers-words.ts';

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // Proxies such as nginx would otherwise collect the stream.
  'x-accel-buffering': 'no',
};

/**
 * Answers with a stream. The status is decided by its first content, so that a call which fails before it fails like any
 * other request; only where providers think for longer than a heartbeat is the stream opened before.
 */
export async function answerStream(ports: GatewayPorts, chat: Chat): Promise<Answer> {
  const { run, surface } = chat;
  const answer = surface.openStream(chat.context);
  const source = clientBytes(ports, chat, answer);
  const first = source.next();
  const finish = once((error: AppError | null) => finishChat(ports, chat, error));
  try {
    await Promise.race([first, pause(ports.heartbeatMs, first)]);
  } catch (thrown) {
    const error = toCallError(run.abort, thrown);
    finish(error);
    return failedAnswer(chat, error);
  }
  const body = toReadableStream({
    source,
    first,
    heartbeatMs: ports.heartbeatMs,
    heartbeat: surface.heartbeat,
    toError: (thrown) => toCallError(run.abort, thrown),
    encodeError: (error) => answer.encodeError(toAppError(inCallersWords(error, chat.run))),
    onEnd: finish,
    onLeave: () => {
      run.abort.abort(new ClientAbortedError());
      finish(new ClientAbortedError());
    },
  });
  return new Answer(body, { ...streamHeaders, ...answerHeaders(run) });
}

/** The bytes of the first attempt that has content, in the caller's dialect. */
async function* clientBytes(ports: GatewayPorts, chat: Chat, answer: AnswerStream): AsyncGenerator<Uint8Array> {
  const { run, plan } = chat;
  const { attempt, events } = await attemptInTurn(ports, run, plan, async (asked) => ({
    attempt: asked,
    events: await openStream(run, asked),
  }));
  tellFirstToken(ports, run, attempt);
  try {
    const noted = chat.caching?.collect(events, attempt) ?? events;
    // Every stage is passed by every chunk, so there are those alone that have something to do.
    const told = owesJson(chat, attempt) ? await structured(chat, attempt, noted) : noted;
    yield* isKept(chat) ? keptBeforeEnd(ports, chat, answer, told) : answer.encode(told);
  } catch (thrown) {
    throw toCallError(attempt.abort, thrown);
  }
}

function tellFirstToken({ live, stage }: GatewayPorts, run: Run, { target, observation }: Attempt): void {
  const { timeToFirstTokenMs } = observation;
  if (timeToFirstTokenMs !== null)
    live.tell(run.projectId, () => streamingEvent(run, stage, target, timeToFirstTokenMs));
}

function owesJson({ options }: Chat, { structured }: Attempt): boolean {
  return structured !== null || options.showsPartialObject;
}

/** What most calls do not ask for is loaded by the first that does. */
async function structured(chat: Chat, attempt: Attempt, events: AsyncIterable<EventBatch<ChunkEvent>>) {
  const { structuredEvents } = await import('./structured-events.ts');
  return structuredEvents(chat, attempt, events);
}

function isKept({ options, keeping }: Chat): boolean {
  return options.conversationId !== null || keeping.isStored;
}

/** Who reads the end of an answer may go on from it at once, so it is kept before the end is told. */
async function* keptBeforeEnd(
  ports: GatewayPorts,
  chat: Chat,
  answer: AnswerStream,
  events: AsyncIterable<EventBatch<ChunkEvent>>,
): AsyncGenerator<Uint8Array> {
  let isAtEnd = false;
  const noted = async function* () {
    for await (const batch of events) {
      isAtEnd ||= batch.some(({ kind }) => kind === 'done');
      yield batch;
    }
  };
  for await (const piece of answer.encode(noted())) {
    if (isAtEnd) await keepAnswer(ports, chat);
    yield piece;
  }
}

/** A stream can end twice: its reader leaves, and then its source fails for it. */
function once<T>(act: (value: T) => void): (value: T) => void {
  let isDone = false;
  return (value) => {
    if (isDone) return;
    isDone = true;
    act(value);
  };
}

/** Ends early, and leaves no timer, when `other` settles. */
async function pause(ms: number, other: Promise<unknown>): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => clearTimeout(timer);
    other.then(stop, stop);
  });
}
