import { createRandom, pick } from './random.ts';

const opening = 'Lorem ipsum dolor sit amet, consectetur adipiscing elit.';
const words = [
  'sed',
  'do',
  'eiusmod',
  'tempor',
  'incididunt',
  'ut',
  'labore',
  'et',
  'dolore',
  'magna',
  'aliqua',
  'enim',
  'ad',
  'minim',
  'veniam',
  'quis',
  'nostrud',
  'exercitation',
  'ullamco',
  'laboris',
  'nisi',
  'aliquip',
  'ex',
  'ea',
  'commodo',
  'consequat',
  'duis',
  'aute',
  'irure',
  'in',
  'reprehenderit',
  'voluptate',
  'velit',
  'esse',
  'cillum',
  'fugiat',
] as const;

/** Lorem ipsum of about `wordCount` words, the same for the same seed. */
export function loremText(seed: string, wordCount: number): string {
  const random = createRandom(seed);
  const sentences = [opening];
  for (let written = 8; written < wordCount; ) {
    const length = Math.min(6 + Math.floor(random() * 8), Math.max(wordCount - written, 3));
    const sentence = Array.from({ length }, () => pick(random, words)).join(' ');
    sentences.push(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`);
    written += length;
  }
  return sentences.join(' ');
}
