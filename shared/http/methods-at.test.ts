import { expect, test } from 'vitest';
import { methodsAt, type ServedRoute } from './methods-at.ts';

const served: ServedRoute[] = [
  { method: 'GET', path: '/api/v2/keys' },
  { method: 'POST', path: '/api/v2/keys' },
  { method: 'PATCH', path: '/api/v2/keys/{keyId}' },
];

test.each([
  ['/api/v2/keys', ['GET', 'POST']],
  ['/api/v2/keys/k1', ['PATCH']],
  ['/api/v2/keys/k1/more', []],
  ['/api/v2/keys/', []],
  ['/api/v2/kez', []],
])('%s takes %j', (path, methods) => {
  expect(methodsAt(served, path)).toEqual(methods);
});
