import type { CallWarning } from '../contract/call-decision.ts';
import type { ReportedUsage } from '../pricing/normalize-usage.ts';
import type { ProviderTimeouts } from './timeouts.ts';

export type Operation = 'chat' | 'embeddings';

/** A call as the gateway hands it to an adapter. */
export interface ProviderCall {
  operation: Operation;
  /** The model as the provider calls it. */
  model: string;
  /** The validated request as a chat request (`docs/explanation/chat-dialect.md`), for adapters that translate it. */
  request: Readonly<Record<string, unknown>>;
  /** The same request as bytes, the caller's own wherever nothing had to change, for adapters that pass it on. */
  rawBody: Uint8Array;
  isStreamed: boolean;
  /** How long an answer of this model may be, for providers that must be told; absent where that is not known. */
  maxOutputTokens?: number | null;
  signal: AbortSignal;
  /** How long this call may take, where that is said; else what the transport allows all of them. */
  timeouts?: Partial<ProviderTimeouts> | undefined;
}

/** Lower-case names; repeated headers are joined with a comma. */
export type ProviderHeaders = Readonly<Record<string, string | undefined>>;

export interface ProviderResponse {
  status: number;
  headers: ProviderHeaders;
  /**
   * OpenAI's wire format: JSON, or server-sent events if the call was streamed. Chunks may be cut anywhere. Throws a
   * `ProviderError`. Leaving the loop early lets go of the connection.
   */
  body: AsyncIterable<Uint8Array>;
  /** What the adapter did otherwise than it was asked to. */
  warnings?: readonly CallWarning[];
}

/**
 * One connected provider, speaking OpenAI's wire format on the gateway's side whatever it speaks on its own. An adapter
 * does not retry, price or record; it says what came, and throws a `ProviderError` if nothing usable did.
 */
export interface Provider {
  /** The first part of its models' ids. */
  readonly slug: string;
  /** Which of the connection's keys it uses; absent where there is none. */
  readonly credentialId?: string;
  /** True if nobody is charged for its answers. */
  readonly isSimulated: boolean;
  /** Resolves with the response's head. A streamed answer reports usage in its last chunk wherever the provider can. */
  call(call: ProviderCall): Promise<ProviderResponse>;
  /** The input tokens of a call as the provider itself counts them; absent where it has no such service. */
  countTokens?(call: ProviderCall): Promise<number>;
  /** Reads the `usage` object of an answer; null if it holds none. Providers differ in what their counts include. */
  readUsage(usage: unknown): ReportedUsage | null;
  /** Takes the provider's key out of a text that it sent, so that the text may be shown or stored. */
  redact(text: string): string;
}
