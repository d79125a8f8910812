import { expect, test } from 'vitest';
import { changeContextOf } from './change-context.ts';
import type { Principal } from './principal.ts';

const key: Principal = { kind: 'key', id: 'k1', name: 'ci', projectId: 'p1', scopes: ['admin'], allowedModels: null };

test.each<[string, Principal, unknown]>([
  ['a key by its name', key, { kind: 'key', id: 'k1', name: 'ci' }],
  [
    'a person by their address',
    { kind: 'person', id: 'ada', email: 'a@b.c' },
    { kind: 'person', id: 'ada', name: 'a@b.c' },
  ],
  [
    'a person without one by their id',
    { kind: 'person', id: 'ada', email: null },
    { kind: 'person', id: 'ada', name: 'ada' },
  ],
])('names %s', (_, principal, actor) => {
  expect(changeContextOf(principal, 'request-1')).toEqual({ actor, requestId: 'request-1' });
});
