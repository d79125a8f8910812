import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEventStream, type EventStreamMessage } from './decode-event-stream.ts';
import { readEventHeaders } from './read-event-headers.ts';
import { encodeMessage } from './testing/event-stream.ts';

async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

async function decode(bytes: Uint8Array, sizes: readonly number[] = []): Promise<EventStreamMessage[]> {
  const all: EventStreamMessage[] = [];
  for await (const messages of decodeEventStream(cut(bytes, sizes))) all.push(...messages);
  return all;
}

const names = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom('a', 'b', ':', '-') });
const message = fc.record({
  headers: fc.dictionary(names, fc.string({ maxLength: 30 }), { noNullPrototype: true }),
  payload: fc.string({ maxLength: 200 }),
});

test('what AWS’s codec writes is read, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { maxLength: 5 }),
      fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 }),
      async (messages, sizes) => {
        const bytes = Buffer.concat(messages.map(({ headers, payload }) => encodeMessage(headers, payload)));

        const decoded = await decode(bytes, sizes);

        expect(decoded.map(({ headers, payload }) => ({ headers, payload: payload.toString('utf8') }))).toEqual(
          messages,
        );
      },
    ),
  );
});

test('a single flipped bit is found', async () => {
  const bytes = Buffer.from(encodeMessage({ ':event-type': 'messageStop' }, '{"stopReason":"end_turn"}'));
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);

      await expect(decode(flipped)).rejects.toMatchObject({ type: 'provider_invalid_response' });
    }),
  );
});

describe('a message that cannot be', () => {
  test('is refused before it fills the memory', async () => {
    // Length 4 GiB, no headers, with the right checksum of both.
    const { crc32 } = await import('node:zlib');
    const prelude = Buffer.alloc(12);
    prelude.writeUInt32BE(0xffff_ffff, 0);
    prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);

    await expect(decode(prelude)).rejects.toThrow('its length cannot be');
  });

  test('does not take along what came before it in the same chunk', async () => {
    const good = encodeMessage({}, 'good');
    const bad = Buffer.from(encodeMessage({}, 'bad'));
    bad.writeUInt32BE(0, 0);
    const told: string[] = [];
    const reading = async () => {
      for await (const messages of decodeEventStream(cut(Buffer.concat([good, bad]), []))) {
        told.push(...messages.map(({ payload }) => payload.toString('utf8')));
      }
    };

    await expect(reading()).rejects.toMatchObject({ type: 'provider_invalid_response' });
    expect(told).toEqual(['good']);
  });

  test('is not there when the stream ends inside it', async () => {
    const bytes = encodeMessage({}, 'x');

    expect(await decode(bytes.subarray(0, bytes.length - 1))).toEqual([]);
  });
});

describe('headers', () => {
  test('of every other type are passed over', () => {
    const sized = [0, 0, 1, 2, 4, 8, 3, 3, 8, 16];
    const all = sized.flatMap((size, type) => {
      const length = type === 6 || type === 7 ? [0, 3] : [];
      return [1, 0x61 + type, type, ...length, ...Buffer.alloc(size, 0x78)];
    });

    expect(readEventHeaders(Buffer.from(all))).toEqual({ h: 'xxx' });
  });

  test.each([[[1]], [[1, 0x61]], [[1, 0x61, 99]], [[1, 0x61, 7, 0]], [[1, 0x61, 7, 0, 5, 0x78]]])(
    '%j do not add up',
    (bytes) => {
      expect(readEventHeaders(Buffer.from(bytes))).toBeNull();
    },
  );
});
