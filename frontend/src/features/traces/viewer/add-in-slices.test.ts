import { expect, it } from 'vitest';
import type { SpanRow } from '../../../../../shared/contract/trace-spans.ts';
import { addInSlices } from './add-in-slices.ts';

const rows = Array.from({ length: 1000 }, (_, index) => ({ spanId: String(index) }) as SpanRow);

it('adds all spans in their order, and lets others go first when it has taken its time', async () => {
  const events: string[] = [];
  let clock = 0;
  const added: SpanRow[] = [];
  const forest = {
    add(part: readonly SpanRow[]) {
      added.push(...part);
      clock += 6;
      events.push(`add ${part.length}`);
    },
  };
  const adding = addInSlices(forest, rows, [], () => clock);
  setImmediate(() => events.push('other'));
  await adding;

  expect(added).toEqual(rows);
  expect(events.slice(0, 3)).toEqual(['add 200', 'add 200', 'other']);
});
