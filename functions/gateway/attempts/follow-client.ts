import { ClientAbortedError } from './client-aborted-error.ts';

/**
 * A caller who leaves takes the provider's side along: tokens that nobody reads are still paid for. Returns what stops
 * it, because servers also report the end of a request that went well as an abort.
 */
export function followClient(client: AbortSignal, provider: AbortController): () => void {
  const leave = () => provider.abort(new ClientAbortedError());
  if (client.aborted) leave();
  client.addEventListener('abort', leave);
  return () => client.removeEventListener('abort', leave);
}
