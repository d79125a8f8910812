import { expect, test } from 'vitest';
import { toContentBlock } from '../anthropic/to-content-block.ts';
import { toConversePart } from '../bedrock/to-converse-part.ts';
import { toFilePart } from '../gemini/to-media-part.ts';
import { createWarnings } from './create-warnings.ts';

const texts = [
  { type: 'text', text: 'One.' },
  { type: 'text', text: 'Two.' },
];
const part = { type: 'file', file: { content: texts }, title: 'Log', citations: { enabled: true } };
const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } };
const withImage = { type: 'file', file: { content: [...texts, image] } };

test('a document in pieces keeps them where the provider cites by them', () => {
  expect(toContentBlock(part, 'p')).toEqual({
    type: 'document',
    title: 'Log',
    source: { type: 'content', content: texts },
    citations: { enabled: true },
  });
  expect(toConversePart(part, 'p')).toMatchObject({
    native: {
      document: {
        format: 'txt',
        name: 'Log',
        source: { content: [{ text: 'One.' }, { text: 'Two.' }] },
        citations: { enabled: true },
      },
    },
  });
});

test('it becomes one text for Gemini, which is said', () => {
  const warnings = createWarnings();

  expect(toFilePart(part, 'p', warnings)).toEqual({
    inlineData: { mimeType: 'text/plain', data: Buffer.from('One.\n\nTwo.').toString('base64') },
  });
  expect(warnings.list().map(({ field }) => field)).toEqual(['p.title', 'p.citations', 'p.file.content']);
});

test('images in it are refused by who cannot read them there', () => {
  const refused = expect.objectContaining({ type: 'provider_cannot', param: 'p.file.content.2' });

  expect(() => toConversePart(withImage, 'p')).toThrow(refused);
  expect(() => toFilePart(withImage, 'p', createWarnings())).toThrow(refused);
  expect(toContentBlock(withImage, 'p')).toMatchObject({ source: { content: [{}, {}, { type: 'image' }] } });
});
