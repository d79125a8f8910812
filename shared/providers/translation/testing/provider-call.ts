import type { ProviderCall } from '../../provider.ts';

/** A chat call with one message, unless told otherwise. */
export function providerCall(more: Partial<ProviderCall> = {}): ProviderCall {
  return {
    operation: 'chat',
    model: 'a-model',
    request: { messages: [{ role: 'user', content: 'Hi' }], max_tokens: 100 },
    rawBody: new Uint8Array(),
    isStreamed: false,
    signal: new AbortController().signal,
    ...more,
  };
}
