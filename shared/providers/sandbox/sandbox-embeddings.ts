import { createHash } from 'node:crypto';
import { countPieces, toPieces } from './text-pieces.ts';

const defaultDimensions = 256;
const maxDimensions = 4096;

/** OpenAI's answer to an embeddings request: unit vectors in which texts that share words are near each other. */
export function embed(model: string, request: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const texts = toTexts(request['input']);
  const asked = request['dimensions'];
  const dimensions = Math.min(typeof asked === 'number' ? asked : defaultDimensions, maxDimensions);
  const isBase64 = request['encoding_format'] === 'base64';
  const tokens = texts.reduce((sum, text) => sum + countPieces(text), 0);
  return {
    object: 'list',
    data: texts.map((text, index) => {
      const vector = toVector(text, dimensions);
      return { object: 'embedding', index, embedding: isBase64 ? toBase64(vector) : [...vector] };
    }),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** Texts, or token ids, which stand for themselves. */
function toTexts(input: unknown): string[] {
  if (!Array.isArray(input)) return [String(input)];
  if (typeof input[0] === 'number') return [input.join(' ')];
  return input.map((each) => (Array.isArray(each) ? each.join(' ') : String(each)));
}

/** Feature hashing: each word adds to or takes from one dimension. */
function toVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const piece of ['', ...toPieces(text.toLowerCase())]) {
    const hash = createHash('sha256').update(piece.trim()).digest();
    const at = hash.readUInt32LE(0) % dimensions;
    vector[at] = (vector[at] ?? 0) + ((hash[4] ?? 0) % 2 === 0 ? 1 : -1);
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function toBase64(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}
