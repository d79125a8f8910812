import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ValidationError } from '../http/errors.ts';
import { decodeCursor, encodeCursor, toPage } from './page-cursor.ts';

const anything = /^.*$/s;

describe('a cursor', () => {
  test('reads back as the position it was made from', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }), (list, position) => {
        const shapes = position.map(() => anything);
        expect(decodeCursor(list, shapes, encodeCursor(list, position))).toEqual(position);
      }),
    );
  });

  test('that is none, or of another list or form, is refused by its name', () => {
    const forged = [
      '',
      '!',
      Buffer.from('{}').toString('base64url'),
      Buffer.from('["keys",1]').toString('base64url'),
      encodeCursor('members', ['a']),
      encodeCursor('keys', []),
      encodeCursor('keys', ['a', 'b']),
      encodeCursor('keys', ['1']),
    ];

    for (const cursor of forged) {
      expect(() => decodeCursor('keys', [/^[a-z]$/], cursor)).toThrow(
        expect.objectContaining({ status: 400, fieldErrors: [expect.objectContaining({ field: 'query.cursor' })] }),
      );
    }
  });

  test('is never anything that a stranger writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => decodeCursor('keys', [/^[a-z]$/], text)).toThrow(ValidationError);
      }),
    );
  });
});

describe('a page', () => {
  const page = (rows: number[]) => toPage(rows, 2, (row) => row * 10, String);

  test('names its last row only if there is more', () => {
    expect(page([1, 2, 3])).toEqual({ items: [10, 20], nextCursor: '2' });
    expect(page([1, 2])).toEqual({ items: [10, 20], nextCursor: null });
    expect(page([])).toEqual({ items: [], nextCursor: null });
  });
});
