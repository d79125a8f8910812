import { ClientAbortedError } from './client-aborted-error.ts';
import { ServerStoppedError } from './server-stopped-error.ts';

/**
 * A caller who leaves takes the provider's side along: tokens that nobody reads are still paid for. So does a server that
 * is stopped (`stopping`), but then there is somebody to tell. Returns what stops it, because servers also report the end of
 * a request that went well as an abort.
 */
export function followClient(client: AbortSignal, provider: AbortController, stopping?: AbortSignal): () => void {
  const unfollowClient = onAbort(client, () => provider.abort(new ClientAbortedError()));
  const unfollowServer = stopping && onAbort(stopping, () => provider.abort(new ServerStoppedError()));
  return () => {
    unfollowClient();
    unfollowServer?.();
  };
}

function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) callback();
  signal.addEventListener('abort', callback);
  return () => signal.removeEventListener('abort', callback);
}
