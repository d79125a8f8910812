import { expect, test } from 'vitest';
import { acceptedEncoding } from './accepted-encoding.ts';

test.each([
  ['gzip', 'gzip'],
  ['gzip, deflate, br, zstd', 'zstd'],
  ['gzip, zstd;q=0.5', 'gzip'],
  ['zstd;q=0.5, *;q=0', 'zstd'],
  ['zstd;q=0, gzip', 'gzip'],
  ['br;q=1.0, GZIP ; q=0.2', 'gzip'],
  ['*', 'gzip'],
  ['x-gzip', 'gzip'],
  ['*;q=0.5, gzip;q=0', null],
  ['*;q=0', null],
  ['br', null],
  ['identity', null],
  ['gzipped', null],
  ['gzip;q=nonsense', null],
  ['', null],
  [null, null],
])('%j is answered in %s', (header, expected) => {
  expect(acceptedEncoding(header)).toBe(expected);
});
