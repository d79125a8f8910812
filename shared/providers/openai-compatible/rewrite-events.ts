import type { JsonObject } from '../../json/json-object.ts';
import { splitEvents } from '../../sse/split-events.ts';
import { parseObject } from '../translation/parse-object.ts';
import { sseBytes } from '../translation/sse-bytes.ts';

/** What becomes of an event: it stays as it came, is left out, or is another one. */
export type Rewritten = 'as-it-is' | 'left-out' | JsonObject;

/** Knows whether it reads a whole answer or an event of one: some endpoints write both forms into either. */
export type Rewrite = (json: JsonObject, isEvent: boolean) => Rewritten;

/** Rewrites single events of a stream; the others keep their bytes. */
export async function* rewriteEvents(body: AsyncIterable<Uint8Array>, rewrite: Rewrite): AsyncGenerator<Uint8Array> {
  for await (const batch of splitEvents(body)) {
    for (const { bytes, data } of batch) {
      const json = data === null ? null : parseObject(data);
      const rewritten = json === null ? 'as-it-is' : rewrite(json, true);
      if (rewritten === 'as-it-is') yield bytes;
      else if (rewritten !== 'left-out') yield sseBytes(rewritten);
    }
  }
}
