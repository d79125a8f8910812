import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editJsonMembers } from './edit-json-members.ts';
import { findJsonMembers } from './find-json-members.ts';

const edit = (json: string, values: Record<string, unknown>) =>
  Buffer.from(editJsonMembers(Buffer.from(json), values)).toString('utf8');

test('only the value changes; blanks, order and number forms stay', () => {
  const json = ' {\r\n\t"temperature" : 1.0e0 , "model" :  "a/b" , "n":[{"model":"inner"}] } ';

  expect(edit(json, { model: 'b' })).toBe(json.replace('"a/b"', '"b"'));
});

test('a missing member is added', () => {
  expect(edit('{"a":1 }\n', { stream: true })).toBe('{"a":1 ,"stream":true}\n');
  expect(edit('{ }', { stream: true })).toBe('{ "stream":true}');
});

test('a member that stands there twice is set twice, also where its name is escaped', () => {
  expect(edit('{"model":"a","mod\\u0065l":"b"}', { model: 'c' })).toBe('{"model":"c","mod\\u0065l":"c"}');
});

test('strings that look like structure are passed over', () => {
  const json = '{"x":"\\\\\\"} , \\"model\\":1","y":["]\\\\"],"model":null}';

  expect(JSON.parse(edit(json, { model: 'm' }))).toEqual({ ...JSON.parse(json), model: 'm' });
});

test.each(['{', '{"a', '{"a"', '{"a":', '{"a":[', '{"a":{"b"', '{"a":"b', '{1:2}'])('%s ends', (broken) => {
  expect(findJsonMembers(Buffer.from(broken), new Set(['b']))).toEqual([]);
});

test('any object comes out with the members set and everything else equal', () => {
  const object = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('model', 'stream_options')), fc.jsonValue());
  fc.assert(
    fc.property(object, fc.constantFrom(undefined, 1, '\t'), fc.jsonValue(), (value, indent, added) => {
      const json = JSON.stringify(value, null, indent);

      const edited: unknown = JSON.parse(edit(json, { model: 'm/ü"', stream_options: added }));

      const expected: unknown = JSON.parse(JSON.stringify({ ...value, model: 'm/ü"', stream_options: added }));
      expect(edited).toEqual(expected);
    }),
  );
});

test('a member is taken out wherever it stands, and the others keep their bytes', () => {
  const source = Buffer.from('{ "a": 1.0, "b": [1 , 2], "a": 2, "c\\u0065": "x" }');

  expect(Buffer.from(editJsonMembers(source, { a: undefined, model: 'm' })).toString()).toBe(
    '{"b":[1 , 2],"ce":"x","model":"m"}',
  );
  expect(Buffer.from(editJsonMembers(Buffer.from('{"a":1}'), { a: undefined })).toString()).toBe('{}');
  expect(Buffer.from(editJsonMembers(Buffer.from('{"a":1}'), { b: undefined })).toString()).toBe('{"a":1}');
});
