import { expect, test } from 'vitest';
import { callerFields, callerUserId } from './caller-fields.ts';

test.each<[Record<string, unknown>, string | null]>([
  [{ user: 'ann', metadata: { user_id: 'bob' } }, 'ann'],
  [{ metadata: { user_id: 'bob' } }, 'bob'],
  [{ user: '', metadata: { user_id: 'bob' } }, 'bob'],
  [{ user: 7, metadata: { user_id: '' } }, null],
  [{ user: 'a'.repeat(300) }, 'a'.repeat(200)],
  [{ metadata: { user_id: 'b'.repeat(300) } }, 'b'.repeat(200)],
  [{ metadata: 'bob' }, null],
  [{}, null],
])('%j is of the user %j, for rules as for traces', (request, userId) => {
  expect(callerUserId(request)).toBe(userId);
  expect(callerFields(request, 'test').userId).toBe(userId);
});
