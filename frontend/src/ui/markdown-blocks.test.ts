import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownBlocks } from './markdown-blocks.ts';

describe('markdown blocks', () => {
  it('end at blank lines outside code', () => {
    const code = '```ts\nlet a;\n\nlet b;\n```\n\n';
    expect(markdownBlocks(`# A\n\n${code}- one\n\n  more\n\ntext`)).toEqual([
      '# A\n\n',
      code,
      '- one\n\n  more\n\n',
      'text',
    ]);
  });

  it('join to the text, whatever it is', () => {
    const line = fc.constantFrom('', ' ', 'a', '```', '~~~~', '  b', '# c', '````js');
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(markdownBlocks(lines.join('\n')).join('')).toBe(lines.join('\n'));
      }),
    );
  });

  it('keep finished blocks as they are while text is added', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '```\n', ' b'), { minLength: 1 }), (pieces) => {
        const whole = markdownBlocks(pieces.join(''));
        const before = markdownBlocks(pieces.slice(0, -1).join(''));
        expect(whole.slice(0, Math.max(0, before.length - 1))).toEqual(before.slice(0, -1));
      }),
    );
  });
});
