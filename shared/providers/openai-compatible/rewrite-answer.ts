import { readBytes } from '../read-bytes.ts';
import { parseObject } from '../translation/parse-object.ts';
import { type Rewrite, rewriteEvents } from './rewrite-events.ts';

const maxAnswerBytes = 32 * 1024 * 1024;

/** Rewrites an answer, or the events of a streamed one; what has nothing to rewrite keeps its bytes. */
export function rewriteAnswer(
  body: AsyncIterable<Uint8Array>,
  isStreamed: boolean,
  rewrite: Rewrite,
): AsyncIterable<Uint8Array> {
  return isStreamed ? rewriteEvents(body, rewrite) : rewriteWhole(body, rewrite);
}

async function* rewriteWhole(body: AsyncIterable<Uint8Array>, rewrite: Rewrite): AsyncGenerator<Uint8Array> {
  const bytes = await readBytes(body, maxAnswerBytes);
  const json = parseObject(Buffer.from(bytes).toString('utf8'));
  const rewritten = json === null ? 'as-it-is' : rewrite(json, false);
  yield typeof rewritten === 'string' ? bytes : Buffer.from(JSON.stringify(rewritten));
}
