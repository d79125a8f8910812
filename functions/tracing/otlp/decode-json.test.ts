import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexOf } from '../../../test/support/build-span.ts';
import { decodeJson } from './decode-json.ts';

const span = {
  traceId: hexOf('t', 32).toUpperCase(),
  spanId: hexOf('s', 16),
  name: 'chat',
  startTimeUnixNano: '1773144000123456789',
  endTimeUnixNano: 1_773_144_001_000,
};

const requestOf = (...spans: unknown[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const attributesOf = (...values: unknown[]) => values.map((value, index) => ({ key: `a${index}`, value }));

describe('an export request in JSON', () => {
  test('takes ids of either case and times as text or numbers', () => {
    const [group] = decodeJson(requestOf(span));

    expect(group).toMatchObject({
      resource: {},
      scope: { name: '', version: '' },
      spans: [
        {
          traceId: hexOf('t', 32),
          parentSpanId: '',
          startTimeUnixNano: '1773144000123456789',
          endTimeUnixNano: '1773144001000',
          statusCode: 0,
        },
      ],
    });
  });

  test('takes values in every form that proto3 allows', () => {
    const attributes = attributesOf(
      { stringValue: 'x' },
      { intValue: '9007199254740993' },
      { intValue: 5 },
      { intValue: 2 ** 60 },
      { doubleValue: 'NaN' },
      { doubleValue: '0.5' },
      { boolValue: false },
      { arrayValue: { values: [{ intValue: '1' }, {}] } },
      { kvlistValue: { values: [{ key: 'k', value: { bytesValue: 'AQI=' } }] } },
      null,
      { arrayValue: {} },
      { arrayValue: null, boolValue: null, stringValue: 'y' },
      { stringValue: null },
    );
    const [group] = decodeJson(requestOf({ ...span, attributes }));

    const [decoded] = group?.spans ?? [];
    expect(decoded && 'attributes' in decoded && Object.values(decoded.attributes)).toEqual([
      'x',
      '9007199254740993',
      5,
      '1152921504606846976',
      'NaN',
      0.5,
      false,
      [1, null],
      { k: 'AQI=' },
      null,
      [],
      'y',
      null,
    ]);
  });

  test('takes attributes whose name or value is left out, because it is empty', () => {
    const attributes = [{ key: 'nothing' }, { value: { stringValue: 'x' } }];

    expect(decodeJson(requestOf({ ...span, attributes }))[0]?.spans).toMatchObject([
      { attributes: { nothing: null, '': 'x' } },
    ]);
  });

  test('keeps the attributes of its scopes', () => {
    const scope = { name: 'lib', attributes: attributesOf({ stringValue: 'x' }) };

    expect(decodeJson({ resourceSpans: [{ scopeSpans: [{ scope, spans: [] }] }] })).toMatchObject([
      { scope: { name: 'lib', version: '', attributes: { a0: 'x' } } },
    ]);
  });

  test('loses only the spans of a resource or a scope that is wrong', () => {
    const scopeSpans = [{ spans: [span, span] }];
    const request = {
      resourceSpans: [
        { resource: { attributes: attributesOf({ intValue: '1.5' }) }, scopeSpans },
        { resource: { attributes: { a: 1 } }, scopeSpans },
        { scopeSpans: [{ scope: { name: 7 }, spans: [span] }, ...scopeSpans] },
      ],
    };

    const reasons = decodeJson(request).map(({ spans }) =>
      spans.map((each) => ('unreadable' in each ? each.unreadable : 'kept')),
    );

    expect(reasons).toEqual([
      Array(2).fill('resource.attributes.a0: must be an integer, as a number or as digits'),
      Array(2).fill('resource.attributes: must be an array, not an object'),
      ['scope.name: must be a string, not a number'],
      ['kept', 'kept'],
    ]);
  });

  test('takes enums by number and by name, events, links and null for the default', () => {
    const [group] = decodeJson({
      resourceSpans: [
        {
          resource: { attributes: attributesOf({ stringValue: 'r' }) },
          scopeSpans: [
            {
              scope: { name: 'lib', version: null },
              spans: [
                {
                  ...span,
                  parentSpanId: null,
                  kind: 'SPAN_KIND_CLIENT',
                  status: { code: 'STATUS_CODE_ERROR', message: 'no' },
                  events: [{ name: 'e', timeUnixNano: '5', attributes: null }, {}],
                  links: [{ traceId: 'AB', spanId: 'CD' }, {}],
                },
                { ...span, kind: 2, status: { code: 1 } },
              ],
            },
          ],
        },
        { scopeSpans: null },
        {},
      ],
    });

    expect(group).toMatchObject({
      resource: { a0: 'r' },
      scope: { name: 'lib', version: '' },
      spans: [
        {
          kind: 3,
          statusCode: 2,
          statusMessage: 'no',
          events: [
            { name: 'e', timeUnixNano: '5', attributes: {} },
            { name: '', timeUnixNano: '0' },
          ],
          links: [
            { traceId: 'ab', spanId: 'cd' },
            { traceId: '', spanId: '' },
          ],
        },
        { kind: 2, statusCode: 1 },
      ],
    });
  });

  test('says of a broken span what is wrong and keeps the others', () => {
    let deep: unknown = { stringValue: 'deep' };
    for (let depth = 0; depth < 40; depth++) deep = { arrayValue: { values: [deep] } };
    const [group] = decodeJson(
      requestOf(
        { ...span, startTimeUnixNano: 'noon' },
        7,
        { ...span, attributes: attributesOf({ intValue: 'five' }) },
        { ...span, attributes: attributesOf(deep) },
        span,
      ),
    );

    expect(group?.spans.map((each) => ('unreadable' in each ? each.unreadable : 'fine'))).toEqual([
      'startTimeUnixNano: must be nanoseconds since 1970, as digits or as a number',
      expect.stringContaining('span'),
      'attributes.a0: must be an integer, as a number or as digits',
      'a value is nested too deeply',
      'fine',
    ]);
  });

  test('of any JSON answers or throws an ordinary error', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.jsonValue().map((each) => requestOf(each, { ...span, attributes: each, status: each })),
    );
    fc.assert(
      fc.property(value, (body) => {
        try {
          JSON.stringify(decodeJson(body));
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
      { numRuns: 500 },
    );
  });
});
