import type { CallDecision, CallWarning } from '../../../shared/contract/call-decision.ts';
import type { ChatCompletionRequest } from '../../../shared/contract/gateway.ts';
import type { ErrorFormat } from '../../../shared/contract/route.ts';
import type { AppError } from '../../../shared/http/app-error.ts';
import type { JsonObject } from '../../../shared/json/json-object.ts';
import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { ChunkEvent } from '../stream/decode-events.ts';

/** What the caller asked for, in the chat dialect (`docs/explanation/chat-dialect.md`). */
export interface TranslatedRequest {
  /** The caller's own object where nothing had to change, so that its bytes can go on as they are. */
  request: ChatCompletionRequest;
  /** What the chat dialect cannot say and the call therefore does without. Fields are the caller's. */
  warnings: readonly CallWarning[];
  /** What the caller calls a field of the chat request, for errors and warnings that name one: `stop` → `stop_sequences`. */
  toCallerField(field: string): string;
  /** What to do when the input is longer than the model's window; absent where the caller did not say. */
  truncation?: 'auto' | 'disabled';
  /** Of a dialect whose answers are kept on the server; absent where it knows no such thing. */
  state?: RequestState;
}

export interface RequestState {
  /** The first so many messages instruct this answer only: they stand before what went before, and do not become part of it. */
  instructionCount: number;
  /** The answer that the call goes on from. */
  previousResponseId: string | null;
  /** Whether the answer is to be kept; null where the caller does not say. */
  wantsStored: boolean | null;
}

/** What a surface needs to know of a call to word its answer. */
export interface AnswerContext {
  requestId: string;
  /** Lower-case letters and digits; the surface puts its prefix before it (`msg_`, `resp_`), and ids of parts derive from it. */
  answerId: string;
  /** The model as the caller named it. */
  requestedModel: string;
  /** The validated request in the caller's form. */
  request: Readonly<JsonObject>;
  /** Epoch milliseconds. */
  createdAt: number;
  /** The conversation on the server that the answer belongs to. */
  conversationId: string | null;
  /** Whether the answer can be asked for again. */
  isStored: boolean;
  /** Gets an answer that is complete, in the caller's form, before its end is told; only where answers are kept. */
  onAnswer?: (answer: JsonObject) => void;
}

/** One streamed answer; holds what is open, so that a failure can be told where it fits. */
export interface AnswerStream {
  /** The caller's events. Every piece ends between two events. */
  encode(batches: AsyncIterable<EventBatch<ChunkEvent>>): AsyncGenerator<Uint8Array>;
  /** How a failure after the first byte is told; nothing may follow it. */
  encodeError(error: AppError): Uint8Array;
}

/** One dialect that callers speak. Everything behind it speaks the chat dialect. */
export interface Surface {
  readonly id: CallDecision['surface'];
  readonly errors: ErrorFormat;
  /** What keeps a silent stream open, and every client of the dialect ignores. */
  readonly heartbeat: Uint8Array;
  /** Throws an `AppError` whose `param` is the caller's field. */
  toChatRequest(body: Readonly<JsonObject>): TranslatedRequest;
  /** A whole `chat.completion` as the caller expects it; the same object where nothing had to change. */
  fromCompletion(completion: JsonObject, context: AnswerContext): JsonObject;
  openStream(context: AnswerContext): AnswerStream;
}
