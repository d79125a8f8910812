import { randomUUID } from 'node:crypto';
import { requestIdHeader } from '../contract/common.ts';
import type { HttpRequest } from './http-request.ts';

const safe = /^[A-Za-z0-9._-]{8,128}$/;

/** The caller's request id if it is harmless to log, else a new one. */
export function requestIdOf(request: Pick<HttpRequest, 'headers'>): string {
  const given = request.headers.get(requestIdHeader);
  return given !== null && safe.test(given) ? given : randomUUID();
}
