import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainPreview } from './plain-preview.ts';

describe('a preview', () => {
  it.each([
    [
      'Your tent is at the **Leipzig hub**: its *label*\n\n- was `damaged`',
      'Your tent is at the Leipzig hub: its label was damaged',
    ],
    ['# Battery passports\n\n**Short answer.** Only one.', 'Battery passports Short answer. Only one.'],
    ['| shop | distance |\n| --- | ---: |\n| Kiosk | 240 m |', 'shop | distance Kiosk | 240 m'],
    ['See [the guide](https://example.com/a) first.', 'See the guide first.'],
    ['```ts\nconst a = 2 * 3 * 4;\n```', 'const a = 2 * 3 * 4;'],
    ['{"queue":"inbox","size":29}', '{"queue":"inbox","size":29}'],
    ['snake_case __init__.py and 2*3*4', 'snake_case __init__.py and 2*3*4'],
    ['先週届いた**ジャケット**', '先週届いたジャケット'],
  ])('of %j reads %j', (text, plain) => {
    expect(plainPreview(text)).toBe(plain);
  });

  it('is one line, and never longer than the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = plainPreview(text);
        expect(plain).not.toMatch(/\n/);
        expect(plain.length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
