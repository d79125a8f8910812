import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import type { DecodingBudget } from './decoding-budget.ts';

/** How one field of a message is read into `T`. */
export interface FieldReader<T> {
  wireType: WireType;
  read(target: T, reader: BinaryReader, budget: DecodingBudget): void;
}

export type Fields<T> = Readonly<Record<number, FieldReader<T>>>;

type Set<T, V> = (target: T, value: V) => void;

export const textField = <T>(set: Set<T, string>): FieldReader<T> => ({
  wireType: WireType.LengthDelimited,
  read: (target, reader) => set(target, reader.string()),
});

/** Bytes, or a message inside. */
export const bytesField = <T>(set: (target: T, value: Uint8Array, budget: DecodingBudget) => void): FieldReader<T> => ({
  wireType: WireType.LengthDelimited,
  read: (target, reader, budget) => set(target, reader.bytes(), budget),
});

export const hexField = <T>(set: Set<T, string>): FieldReader<T> =>
  bytesField((target, bytes) => set(target, Buffer.from(bytes).toString('hex')));

export const enumField = <T>(set: Set<T, number>): FieldReader<T> => ({
  wireType: WireType.Varint,
  read: (target, reader) => set(target, reader.int32()),
});

export const int64Field = <T>(set: Set<T, bigint | string>): FieldReader<T> => ({
  wireType: WireType.Varint,
  read: (target, reader) => set(target, reader.int64()),
});

export const boolField = <T>(set: Set<T, boolean>): FieldReader<T> => ({
  wireType: WireType.Varint,
  read: (target, reader) => set(target, reader.bool()),
});

/** An unsigned 64-bit number as its digits. */
export const fixed64Field = <T>(set: Set<T, string>): FieldReader<T> => ({
  wireType: WireType.Bit64,
  read: (target, reader) => set(target, String(reader.fixed64())),
});

export const doubleField = <T>(set: Set<T, number>): FieldReader<T> => ({
  wireType: WireType.Bit64,
  read: (target, reader) => set(target, reader.double()),
});

/** A length beyond 32 bits is one that was mangled: the reader would cut it off, and read a field that is not there as empty. */
function assertLength(bytes: Uint8Array, at: number): void {
  for (let index = 0; index < 5; index++) {
    const byte = bytes[at + index] ?? 0;
    if (byte < (index < 4 ? 0x80 : 0x10)) return;
  }
  throw new RangeError('A field is longer than 32 bits can say.');
}

/** Reads the fields that are asked for and skips the others, which newer versions of OTLP may add. */
export function readMessage<T>(bytes: Uint8Array, target: T, fields: Fields<T>, budget: DecodingBudget): T {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    budget.takePart();
    const [number, wireType] = reader.tag();
    if (wireType === WireType.LengthDelimited) assertLength(bytes, reader.pos);
    const field = fields[number];
    if (field === undefined) {
      reader.skip(wireType, number);
      continue;
    }
    if (field.wireType !== wireType) throw new TypeError(`Field ${number} has the wrong type.`);
    field.read(target, reader, budget);
  }
  if (reader.pos > reader.len) throw new RangeError('The message ends inside a field.');
  return target;
}
