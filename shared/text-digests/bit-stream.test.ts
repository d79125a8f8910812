import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BitReader, BitWriter } from './bit-stream.ts';

type Piece = { kind: 'bits'; value: number; bits: number } | { kind: 'unary' | 'gamma'; value: number };

const piece: fc.Arbitrary<Piece> = fc.oneof(
  fc
    .integer({ min: 0, max: 24 })
    .chain((bits) => fc.integer({ min: 0, max: 2 ** bits - 1 }).map((value): Piece => ({ kind: 'bits', value, bits }))),
  fc.integer({ min: 0, max: 200 }).map((value): Piece => ({ kind: 'unary', value })),
  fc.integer({ min: 1, max: 2 ** 20 }).map((value): Piece => ({ kind: 'gamma', value })),
);

function write(writer: BitWriter, each: Piece): void {
  if (each.kind === 'bits') writer.write(each.value, each.bits);
  else if (each.kind === 'unary') writer.writeUnary(each.value);
  else writer.writeGamma(each.value);
}

function read(reader: BitReader, each: Piece): number {
  if (each.kind === 'bits') return reader.read(each.bits);
  return each.kind === 'unary' ? reader.readUnary() : reader.readGamma();
}

test('what was written is read back, also by a writer that was used before', () => {
  const writer = new BitWriter();
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 300 }), fc.nat(3), (pieces, before) => {
      for (const each of pieces) write(writer, each);
      const bytes = new Uint8Array([...new Uint8Array(before).fill(0xff), ...writer.take()]);
      const reader = new BitReader(bytes, before);
      for (const each of pieces) expect(read(reader, each)).toBe(each.value);
    }),
  );
});

test('beyond the end there are zeros, so that reading ends', () => {
  const reader = new BitReader(new Uint8Array(), 0);
  expect([reader.readUnary(), reader.readGamma(), reader.read(9)]).toEqual([0, 1, 0]);
});
