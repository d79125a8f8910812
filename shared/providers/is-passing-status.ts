/**
 * Whether a 4xx says nothing against the request: it took too long to come in (408, RFC 9110 §15.5.9), or came too early
 * (425, RFC 8470). The same request may succeed a moment later.
 */
export function isPassingStatus(status: number): boolean {
  return status === 408 || status === 425;
}
