import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apiKeyIndexKey, apiKeyKey, auditKey, memberIndexKey, memberKey, projectKey } from './core-keys.ts';

const text = fc.string({ unit: 'grapheme' });
const keysOf = (a: string, b: string) => [
  projectKey(a),
  memberKey(a, b),
  memberIndexKey(a, b),
  apiKeyKey(a),
  apiKeyIndexKey(a, 0, b),
  auditKey(a, b),
];

test('different ids never give the same key, whatever stands in them', () => {
  fc.assert(
    fc.property(text, text, text, text, (a, b, c, d) => {
      fc.pre(a !== c);
      const [first, second] = [keysOf(a, b), keysOf(c, d)].map((keys) => keys.map((key) => JSON.stringify(key)));
      expect(new Set([...(first ?? []), ...(second ?? [])]).size).toBe(12);
    }),
  );
});

test('no id reaches into the items of another', () => {
  expect(memberKey('p', 'x').pk).not.toBe(memberKey('p#AUDIT', 'x').pk);
  expect(auditKey('p', 'x').pk).not.toBe(projectKey('p#AUDIT').pk);
  expect(apiKeyIndexKey('p', 0, 'x').gsi1sk).toBe('1970-01-01T00:00:00.000Z#x');
});
