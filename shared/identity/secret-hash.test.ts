import { expect, test } from 'vitest';
import { hashesEqual, hashSecret } from './secret-hash.ts';

const pepper = 'p'.repeat(32);

test('a hash depends on pepper, id and secret', () => {
  const hashes = [
    hashSecret(pepper, 'id', 'secret'),
    hashSecret('q'.repeat(32), 'id', 'secret'),
    hashSecret(pepper, 'other', 'secret'),
    hashSecret(pepper, 'id', 'other'),
  ];

  expect(new Set(hashes).size).toBe(4);
  expect(hashSecret(pepper, 'id', 'secret')).toBe(hashes[0]);
  expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
});

test('hashes are equal only when they are, and never when they are none', () => {
  const hash = hashSecret(pepper, 'id', 'secret');

  expect(hashesEqual(hash, hash)).toBe(true);
  expect(hashesEqual(hash, hashSecret(pepper, 'id', 'other'))).toBe(false);
  expect(hashesEqual('', '')).toBe(false);
  expect(hashesEqual(hash.slice(2), hash.slice(2))).toBe(false);
  expect(hashesEqual(hash, `${hash}00`)).toBe(false);
});
