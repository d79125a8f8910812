import { readOpenAiUsage } from '../../pricing/openai-usage.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Provider, ProviderCall, ProviderResponse } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { composeAnswer, type SandboxAnswer } from './compose-answer.ts';
import { type SandboxClock, startSandboxClock } from './sandbox-clock.ts';
import { embed } from './sandbox-embeddings.ts';
import { type ChosenFault, chooseFault, type SandboxFault } from './sandbox-faults.ts';
import { readSandboxRequest, type SandboxRequest } from './sandbox-request.ts';
import { toChunks, toCompletion } from './to-completion.ts';

export interface SandboxPorts {
  clock: Clock;
  ids: Ids;
}

interface Pace {
  firstTokenMs: number;
  perTokenMs: number;
}

const paces: Record<string, Pace> = {
  echo: { firstTokenMs: 0, perTokenMs: 0 },
  lorem: { firstTokenMs: 120, perTokenMs: 10 },
  json: { firstTokenMs: 120, perTokenMs: 10 },
  tools: { firstTokenMs: 120, perTokenMs: 10 },
  slow: { firstTokenMs: 2_000, perTokenMs: 120 },
  flaky: { firstTokenMs: 60, perTokenMs: 5 },
};
/** A stall lasts until the clock or the client ends it. */
const stallMs = 24 * 3_600_000;
const maxPaceMs = 10_000;

/**
 * The provider that needs no key: its models answer in OpenAI's wire format through the same path as every other, so that
 * all of Signalbox can be tried and tested. Answers are the same for the same request.
 */
export function createSandboxProvider({ clock, ids }: SandboxPorts): Provider {
  return {
    slug: 'sandbox',
    isSimulated: true,
    async call(call) {
      if (call.operation === 'embeddings') return json(embed(call.model, call.request));
      const request = readSandboxRequest(call.request);
      const fault = call.model === 'flaky' ? chooseFault(request, ids()) : null;
      const failure = fault && failedResponse(fault.name);
      if (failure) return failure;
      const answer = composeAnswer(call.model, request);
      const created = Math.floor(clock() / 1000);
      const pace = paceOf(call.model, request);
      if (call.isStreamed) return stream(frames(answer, created), pace, fault, call);
      await writeWhole(pace.firstTokenMs + pace.perTokenMs * answer.usage.completion_tokens, fault, call);
      const text = JSON.stringify(toCompletion(answer, created));
      return json(fault === null ? text : text.slice(0, text.length / 2));
    },
    readUsage: readOpenAiUsage,
    redact: (text) => text,
  };
}

/** `metadata.pace_ms` sets the time between tokens, for load tests and for the patient. */
function paceOf(model: string, { metadata }: SandboxRequest): Pace {
  const asked = Number(metadata?.['pace_ms'] ?? Number.NaN);
  if (asked >= 0 && asked <= maxPaceMs) return { firstTokenMs: asked, perTokenMs: asked };
  return paces[model] ?? { firstTokenMs: 0, perTokenMs: 0 };
}

function failedResponse(fault: SandboxFault): ProviderResponse | null {
  switch (fault) {
    case 'rate-limit':
      return json(errorBody('The sandbox is busy, as it was asked to be.', 'rate_limit_error', 'rate_limit_exceeded'), {
        status: 429,
        retryAfter: '2',
      });
    case 'server-error':
      return json(errorBody('The sandbox failed, as it was asked to.', 'server_error', 'server_error'), {
        status: 500,
      });
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: once('<html>Welcome to the proxy</html>') };
    case 'cut':
    case 'malformed':
    case 'stall':
      return null;
  }
}

function errorBody(message: string, type: string, code: string): Record<string, unknown> {
  return { error: { message, type, param: null, code } };
}

function json(
  body: unknown,
  { status = 200, retryAfter }: { status?: number; retryAfter?: string } = {},
): ProviderResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: { 'content-type': 'application/json', 'retry-after': retryAfter }, body: once(text) };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function* frames(answer: SandboxAnswer, created: number): Generator<string> {
  for (const chunk of toChunks(answer, created)) yield `data: ${JSON.stringify(chunk)}\n\n`;
  yield 'data: [DONE]\n\n';
}

/** Passes the time that an answer in one piece takes. */
async function writeWhole(ms: number, fault: ChosenFault | null, call: ProviderCall): Promise<void> {
  const clock = startSandboxClock(call, fault);
  try {
    await clock.pause(fault?.name === 'stall' ? stallMs : ms);
  } finally {
    clock.stop();
  }
}

function stream(all: Iterable<string>, pace: Pace, fault: ChosenFault | null, call: ProviderCall): ProviderResponse {
  const body = timed(fault === null ? all : broken(all, fault.name), pace, fault, call);
  return { status: 200, headers: { 'content-type': 'text/event-stream' }, body };
}

async function* timed(
  all: Iterable<string>,
  pace: Pace,
  fault: ChosenFault | null,
  call: ProviderCall,
): AsyncGenerator<Uint8Array> {
  const clock = startSandboxClock(call, fault);
  try {
    for await (const frame of paced(all, pace, clock)) {
      call.signal.throwIfAborted();
      yield Buffer.from(frame);
    }
  } finally {
    clock.stop();
  }
}

async function* paced(all: Iterable<string>, pace: Pace, clock: SandboxClock): AsyncGenerator<string> {
  let delay = pace.firstTokenMs;
  for (const frame of all) {
    clock.wait();
    if (frame === stallMark) await clock.pause(stallMs);
    if (delay > 0) await clock.pause(delay);
    clock.arrive();
    delay = pace.perTokenMs;
    yield frame;
  }
}

const stallMark = 'stall';
/** How many frames pass before a stream breaks. */
const framesBeforeFault = 6;

function* broken(all: Iterable<string>, fault: SandboxFault): Generator<string> {
  let count = 0;
  for (const frame of all) {
    count += 1;
    if (count <= framesBeforeFault) yield frame;
    else if (fault === 'malformed') yield 'data: {"id":"chatcmpl-broken","choices":[{"del\n\n';
    else if (fault === 'stall') yield stallMark;
    else throw new ProviderError('provider_stream_cut', 'The sandbox closed the connection, as it was asked to.');
    if (count > framesBeforeFault + 1) return;
  }
}
