import fc from 'fast-check';

/** The bytes with some of them changed, cut out or doubled. */
export function mutated(valid: Uint8Array): fc.Arbitrary<Buffer> {
  const edit = fc.record({
    at: fc.nat(valid.length - 1),
    byte: fc.nat(255),
    kind: fc.constantFrom('set' as const, 'set' as const, 'cut' as const, 'double' as const),
    length: fc.nat(40),
  });
  return fc.array(edit, { minLength: 1, maxLength: 6 }).map((edits) => {
    let bytes = Buffer.from(valid);
    for (const { at, byte, kind, length } of edits) {
      const [before, part, after] = [
        bytes.subarray(0, at),
        bytes.subarray(at, at + length),
        bytes.subarray(at + length),
      ];
      if (kind === 'cut') bytes = Buffer.concat([before, after]);
      else if (kind === 'double') bytes = Buffer.concat([before, part, part, after]);
      else if (at < bytes.length) bytes[at] = byte;
    }
    return bytes;
  });
}
