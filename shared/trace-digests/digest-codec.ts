import type { NumberField } from '../trace-filter/fields.ts';
import { digestNumbers, type NumberSpread, type RunDigest } from './run-digest.ts';

/** Digests of another format are taken for none. Grows whenever what is hashed, or how it is written, changes. */
export const digestFormat = 3;

const numbersAt = 32;
/** Of a run without its terms, whose length is variable. */
export const runHeadBytes = numbersAt + digestNumbers.length * 16;

/** Times are kept from the start of the hour. */
export function encodeRuns(runs: readonly RunDigest[], hour: number): Uint8Array {
  const size = runs.reduce((sum, run) => sum + runHeadBytes + run.terms.bits.byteLength, 0);
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const each of runs) {
    writeRun(new DataView(bytes.buffer, offset), each, hour);
    bytes.set(each.terms.bits, offset + runHeadBytes);
    offset += runHeadBytes + each.terms.bits.byteLength;
  }
  return bytes;
}

function writeRun(view: DataView, run: RunDigest, hour: number): void {
  view.setUint8(0, run.terms.hashCount);
  view.setUint8(1, bitsOf(run.numbers));
  view.setUint16(2, run.terms.bits.byteLength);
  view.setUint32(4, run.first - hour);
  view.setUint32(8, run.last - hour);
  view.setUint32(12, run.count);
  [...run.any, ...run.all].forEach((word, index) => {
    view.setUint32(16 + index * 4, word);
  });
  run.numbers.forEach((spread, index) => {
    view.setFloat64(numbersAt + index * 16, spread?.min ?? Number.NaN);
    view.setFloat64(numbersAt + index * 16 + 8, spread?.max ?? Number.NaN);
  });
}

/** One bit for each number that every trace has. */
function bitsOf(numbers: readonly NumberSpread[]): number {
  return numbers.reduce((bits, spread, index) => bits | (spread?.isAlwaysKnown ? 1 << index : 0), 0);
}

export function decodeRuns(bytes: Uint8Array, hour: number): RunDigest[] {
  const runs: RunDigest[] = [];
  for (let offset = 0; offset < bytes.byteLength; ) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset);
    const end = offset + runHeadBytes + view.getUint16(2);
    const terms = { hashCount: view.getUint8(0), bits: bytes.subarray(offset + runHeadBytes, end) };
    runs.push({ ...readHead(view, hour), terms });
    offset = end;
  }
  return runs;
}

function readHead(view: DataView, hour: number): Omit<RunDigest, 'terms'> {
  const known = view.getUint8(1);
  return {
    first: hour + view.getUint32(4),
    last: hour + view.getUint32(8),
    count: view.getUint32(12),
    any: [view.getUint32(16), view.getUint32(20)],
    all: [view.getUint32(24), view.getUint32(28)],
    numbers: digestNumbers.map((_: NumberField, index) => {
      const min = view.getFloat64(numbersAt + index * 16);
      const max = view.getFloat64(numbersAt + index * 16 + 8);
      return Number.isNaN(min) ? null : { min, max, isAlwaysKnown: (known & (1 << index)) !== 0 };
    }),
  };
}
