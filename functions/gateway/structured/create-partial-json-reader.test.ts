import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPartialJsonReader } from './create-partial-json-reader.ts';

/** Whether a partial value can still become the whole: texts and lists grow, members are added, nothing else changes. */
function isPartOf(part: unknown, whole: unknown): boolean {
  if (typeof part === 'string') return typeof whole === 'string' && whole.startsWith(part);
  if (Array.isArray(part)) {
    return Array.isArray(whole) && part.length <= whole.length && part.every((each, i) => isPartOf(each, whole[i]));
  }
  if (typeof part !== 'object' || part === null) return Object.is(part, whole);
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.keys(part).every((key) => Object.hasOwn(whole, key) && isPartOf(own(part, key), own(whole, key)));
}

const own = (object: object, key: string) => Object.getOwnPropertyDescriptor(object, key)?.value as unknown;

const documents = fc
  .tuple(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 2), fc.boolean())
  // The escaped form of what is not ASCII is another way to write the same document.
  .map(([value, indent, isEscaped]) => {
    const text = JSON.stringify(value, null, indent);
    return isEscaped
      ? text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      : text;
  });

const read = (text: string) => createPartialJsonReader().push(text);

describe('createPartialJsonReader', () => {
  test('every prefix of a document gives a part of its value, and the whole gives all of it', () => {
    fc.assert(
      fc.property(documents, (text) => {
        const whole: unknown = JSON.parse(text);
        const reader = createPartialJsonReader();
        for (const unit of text.split('')) {
          const part = reader.push(unit);
          expect(part === undefined || isPartOf(part, whole)).toBe(true);
        }
        expect(reader.end()).toEqual(whole);
        expect(reader.state).toBe('complete');
      }),
    );
  });

  test('the pieces that a document comes in make no difference', () => {
    fc.assert(
      fc.property(documents, fc.infiniteStream(fc.integer({ min: 1, max: 7 })), (text, sizes) => {
        const reader = createPartialJsonReader();
        for (let at = 0; at < text.length; ) {
          const size = sizes.next().value as number;
          const part = structuredClone(reader.push(text.slice(at, at + size)));
          at += size;
          expect(part).toEqual(read(text.slice(0, at)));
        }
        expect(reader.end()).toEqual(JSON.parse(text));
      }),
    );
  });

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'{}[]":,\\u0aé 1-t`\n') })), (pieces) => {
        const reader = createPartialJsonReader();
        for (const piece of pieces) reader.push(piece);
        reader.end();
        expect(['open', 'complete', 'broken']).toContain(reader.state);
      }),
    );
  });

  test.each([
    ['', undefined],
    ['{', {}],
    ['{"na', {}],
    ['{"name"', {}],
    ['{"name":', {}],
    ['{"name":"', { name: '' }],
    ['{"name":"Ad', { name: 'Ad' }],
    ['{"name":"A\\', { name: 'A' }],
    ['{"name":"A\\u00e', { name: 'A' }],
    ['{"name":"A\\ud83d', { name: 'A' }],
    ['{"name":"Ada","age":3', { name: 'Ada' }],
    ['{"name":"Ada","age":36}', { name: 'Ada', age: 36 }],
    ['[1,tru', [1]],
    ['[1,true,', [1, true]],
    ['[[],{"a":[', [[], { a: [] }]],
    ['["a","b', ['a', 'b']],
    ['["a', ['a']],
    ['42', undefined],
    ['42 ', 42],
    ['"te', 'te'],
  ])('%j so far is %j', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  test('a code fence around it is left out, however it is cut', () => {
    const reader = createPartialJsonReader();
    const values = ['\n`', '``js', 'on\n{"a"', ':1}\n', '```'].map((piece) => structuredClone(reader.push(piece)));

    expect(values).toEqual([undefined, undefined, {}, { a: 1 }, { a: 1 }]);
    expect(reader.state).toBe('complete');
  });

  test.each([
    'Sure: {"a":1}',
    '{"a" 1}',
    '{"a":1,}x',
    '[1 2]',
    '[}',
    '{]',
    '{,}',
    '[1,]',
    '{"a":tru}',
    '{:',
    '[1"',
    '"\\x',
    '"\\u00g',
    `[${'1'.repeat(500)}`,
    '{"a"1',
    '[:',
    '{"a":1"b"',
  ])('%j breaks it, and the value stays', (text) => {
    const reader = createPartialJsonReader();
    const value = structuredClone(reader.push(text));

    expect(reader.state).toBe('broken');
    expect(reader.push('{"more":1}')).toEqual(value);
    expect(reader.end()).toEqual(value);
  });

  test('nothing nests deeper than a hundred', () => {
    const reader = createPartialJsonReader();
    reader.push('['.repeat(101));

    expect(reader.state).toBe('broken');
  });

  test('a number that ends with the text counts at the end, a cut one breaks it', () => {
    const whole = createPartialJsonReader();
    whole.push('12');
    const cut = createPartialJsonReader();
    cut.push('[1, -');

    expect(whole.end()).toBe(12);
    expect(cut.end()).toEqual([1]);
    expect(cut.state).toBe('broken');
  });

  test('a member called __proto__ is a member', () => {
    const value = read('{"__proto__":{"isAdmin":true}}') as object;

    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });
});
