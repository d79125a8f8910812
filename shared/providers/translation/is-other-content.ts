import type { ProviderHeaders } from '../provider.ts';

/** Whether what came in place of a stream is a page, as proxies send, or an object, as some providers send errors. */
export function isOtherContent(headers: ProviderHeaders): boolean {
  return /json|html/i.test(headers['content-type'] ?? '');
}
