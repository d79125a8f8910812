import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexOf } from '../../../test/support/build-span.ts';
import { encodeOtlp, encodeSpan } from '../../../test/support/encode-otlp.ts';
import { decodeProtobuf } from './decode-protobuf.ts';

const span = {
  traceId: hexOf('t', 32),
  spanId: hexOf('s', 16),
  parentSpanId: hexOf('p', 16),
  name: 'chat',
  kind: 3,
  startTimeUnixNano: 1_773_144_000_123_456_789n,
  endTimeUnixNano: 1_773_144_001_000_000_001n,
};

describe('an export request in protobuf', () => {
  test('is read whole, whatever the order of its fields', () => {
    const bytes = encodeOtlp(
      [
        {
          ...span,
          attributes: {
            text: 'ü',
            flag: true,
            count: -5,
            half: 0.5,
            raw: new Uint8Array([1, 2]),
            list: ['a', 1, [true]],
            map: { x: 1 },
          },
          events: [{ name: 'exception', timeUnixNano: 7n, attributes: { 'exception.type': 'Oops' } }],
          links: [{ traceId: hexOf('l', 32), spanId: hexOf('k', 16) }],
          status: { code: 2, message: 'broken' },
        },
      ],
      { 'service.name': 'shop' },
    );

    expect(decodeProtobuf(bytes)).toEqual([
      {
        resource: { 'service.name': 'shop' },
        scope: { name: 'test-scope', version: '1.0' },
        spans: [
          {
            ...span,
            startTimeUnixNano: '1773144000123456789',
            endTimeUnixNano: '1773144001000000001',
            attributes: {
              text: 'ü',
              flag: true,
              count: -5,
              half: 0.5,
              raw: 'AQI=',
              list: ['a', 1, [true]],
              map: { x: 1 },
            },
            events: [{ name: 'exception', timeUnixNano: '7', attributes: { 'exception.type': 'Oops' } }],
            links: [{ traceId: hexOf('l', 32), spanId: hexOf('k', 16), attributes: {} }],
            statusCode: 2,
            statusMessage: 'broken',
          },
        ],
      },
    ]);
  });

  test('keeps integers exact and names what JSON has no number for', () => {
    const [group] = decodeProtobuf(
      encodeOtlp([
        { ...span, attributes: { big: 2n ** 63n - 1n, safe: 2n ** 53n - 1n, no: Number.NaN, far: -Infinity } },
      ]),
    );

    expect(group?.spans[0]).toMatchObject({
      attributes: { big: '9223372036854775807', safe: 9007199254740991, no: 'NaN', far: '-Infinity' },
    });
  });

  test('does not let an attribute’s name reach the prototype', () => {
    const [group] = decodeProtobuf(encodeOtlp([{ ...span, attributes: { ['__proto__']: 'x', constructor: 'y' } }]));
    const [decoded] = group?.spans ?? [];

    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(JSON.stringify(decoded)).toContain('"constructor":"y"');
  });

  test('keeps the attributes of its scopes', () => {
    const [group] = decodeProtobuf(encodeOtlp([span], {}, { stage: 'blue' }));

    expect(group?.scope).toEqual({ name: 'test-scope', version: '1.0', attributes: { stage: 'blue' } });
  });

  test('loses only the spans of a resource or a scope that is broken', () => {
    const value = nest(40);
    const requests = [
      encodeOtlp([span, span], { value }),
      encodeOtlp([span], {}, { value }),
      encodeOtlp([span], { value: 'x' }),
    ];

    const reasons = decodeProtobuf(Buffer.concat(requests)).map(({ spans }) =>
      spans.map((each) => ('unreadable' in each ? each.unreadable : each.name)),
    );

    expect(reasons).toEqual([
      Array(2).fill('the resource is not valid protobuf'),
      ['the scope is not valid protobuf'],
      ['chat'],
    ]);
  });

  test('loses only the span that is broken', () => {
    const broken = encodeSpan(span).slice(0, 30);
    const wrongType = new Uint8Array([0x08, 0x01]);

    const [group] = decodeProtobuf(encodeOtlp([span, broken, wrongType, span]));

    expect(group?.spans.map((each) => 'unreadable' in each)).toEqual([false, true, true, false]);
  });

  test('refuses values that are nested without end', () => {
    const [group] = decodeProtobuf(encodeOtlp([{ ...span, attributes: { value: nest(40) } }]));

    expect(group?.spans[0]).toHaveProperty('unreadable');
  });

  test.each([
    ['33 bits', [0x0a, 0x80, 0x80, 0x80, 0x80, 0x10]],
    ['41 bits', [0x0a, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20]],
    ['33 bits, of a field that nobody knows', [0x7a, 0x80, 0x80, 0x80, 0x80, 0x10]],
  ])('whose length has %s is mangled, not empty', (_, bytes) => {
    expect(() => decodeProtobuf(new Uint8Array(bytes))).toThrow('longer than 32 bits');
  });

  test('of nothing is an empty request', () => {
    expect(decodeProtobuf(new Uint8Array())).toEqual([]);
  });
});

type Nested = string | readonly Nested[];

function nest(depth: number): Nested {
  return depth === 0 ? 'deep' : [nest(depth - 1)];
}

/** Either an answer or an ordinary error: never a crash, and never a wait. */
function survives(bytes: Uint8Array): void {
  try {
    for (const group of decodeProtobuf(bytes)) JSON.stringify(group);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
  }
}

describe('bytes that are no request', () => {
  test('of any kind do no harm', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), survives), { numRuns: 1000 });
  });

  test('that were a request before do no harm', () => {
    const valid = encodeOtlp([{ ...span, attributes: { a: ['b', { c: 1 }] }, status: { code: 1 } }, span], { r: 's' });
    const edits = fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(edits, fc.nat(valid.length), (changes, length) => {
        const bytes = Uint8Array.from(valid);
        for (const [index, byte] of changes) bytes[index] = byte;
        survives(bytes);
        survives(bytes.subarray(0, length));
      }),
      { numRuns: 1000 },
    );
  });
});
