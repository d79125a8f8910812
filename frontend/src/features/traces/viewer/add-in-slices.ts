import type { SpanRow } from '../../../../../shared/contract/trace-spans.ts';
import type { SpanForest } from './span-forest.ts';

const rowsAtOnce = 200;
/** With what a browser does besides, less than the 50 ms after which somebody notices. */
const sliceMs = 10;

/** Adds many spans without keeping the page from answering to its reader. */
export async function addInSlices(
  forest: Pick<SpanForest, 'add'>,
  rows: readonly SpanRow[],
  packIds: readonly string[],
  now: () => number = () => performance.now(),
): Promise<void> {
  let began = now();
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    if (now() - began >= sliceMs) {
      await pause();
      began = now();
    }
    forest.add(rows.slice(start, start + rowsAtOnce), packIds);
  }
}

/** Until the browser has done what waited. Timers wait 4 ms after some of them; messages do not. */
async function pause(): Promise<void> {
  await new Promise<void>((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}
