import { randomUUID } from 'node:crypto';
import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createMemoryTable } from '../../test/bench/trace-query/table-in-memory.ts';
import { busyTable } from '../../test/support/busy-table.ts';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { GramSet } from '../text-digests/gram-set.ts';
import { SegmentBuilder } from '../text-digests/segment-builder.ts';
import { visitGrams } from '../text-digests/text-grams.ts';
import { readRecentTexts } from './read-recent-texts.ts';
import { createRecentTexts } from './recent-texts.ts';
import type { RecentSegment } from './recent-texts-head.ts';

const minute = 60_000;
const tableName = 'traces';
const traceIdOf = (place: number) => `${place}`.padStart(32, '0');

/** A segment for each of these texts, of one trace that started so many minutes after the first. */
async function storeTexts(texts: readonly string[]): Promise<DynamoDBDocumentClient> {
  const { documents } = createMemoryTable(tableName);
  const recent = createRecentTexts({ documents, tableName });
  const segments: RecentSegment[] = [];
  for (const [place, text] of texts.entries()) {
    const grams = new GramSet();
    visitGrams(text, grams.add);
    const builder = new SegmentBuilder();
    builder.add(grams.values());
    const { parts, ...shape } = builder.finish();
    const start = place * minute;
    const segment = { id: randomUUID(), from: start, to: start, shape };
    const traces = [{ traceId: traceIdOf(place), version: 1, start }];
    await recent.putSegment({ projectId: 'p', segment, content: { ...shape, parts }, traces, ttl: 1 });
    segments.push(segment);
  }
  await recent.changeHead('p', null, { version: 'v', sweptAt: 0, segments }, 1);
  return documents;
}

const query = { projectId: 'p', patterns: [['refund']] as [string][], from: 0, to: 600 * minute };

const find = (documents: DynamoDBDocumentClient, maxItems?: number) =>
  readRecentTexts(query, { documents, tableName }, maxItems);

test('a trace is told of in the version in which its text was read', async () => {
  const found = await find(await storeTexts(['it needs a refund', 'it is on its way']));
  expect([0, 1].map((place) => found?.turnTo(traceIdOf(place), 1) && found.mayHold(['refund']))).toEqual([true, false]);
  expect(found?.turnTo(traceIdOf(1), 2)).toBe(false);
  expect(found?.turnTo(traceIdOf(2), 1)).toBe(false);
});

test('a table that has no time for some items, or the head, tells nothing of them, and the search goes on', async () => {
  const documents = await storeTexts(['it is on its way', 'it is on its way']);
  const throttled = new ProvisionedThroughputExceededException({ message: 'Slow down.', $metadata: {} });

  const withoutParts = await find(busyTable(documents, 'BatchGetCommand', throttled));
  expect(withoutParts?.turnTo(traceIdOf(0), 1)).toBe(false);
  expect(await find(busyTable(documents, 'GetCommand', throttled))).toBeNull();
  const broken = busyTable(documents, 'BatchGetCommand', new Error('It is broken.'));
  await expect(find(broken)).rejects.toThrow('It is broken.');
});

test('of more segments than a page has time for, what the newest say is known', async () => {
  const documents = await storeTexts(Array.from({ length: 300 }, () => 'it is on its way'));
  const known = (found: Awaited<ReturnType<typeof find>>) =>
    Array.from({ length: 300 }, (_, place) => place).filter((place) => found?.turnTo(traceIdOf(place), 1));
  const newest = await find(documents, 100);
  expect(known(newest)).toEqual(Array.from({ length: 33 }, (_, place) => 267 + place));
  // One for the head.
  expect(newest?.queryCount).toBeLessThanOrEqual(3);
  expect(known(await find(documents))).toHaveLength(300);
});

test('what a segment lists is read once', async () => {
  const documents = await storeTexts(['it needs a refund', 'it is on its way']);
  const read: string[] = [];
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
    const { RequestItems = {} } = command.input as { RequestItems?: Record<string, { Keys?: { sk: string }[] }> };
    read.push(...(RequestItems[tableName]?.Keys ?? []).map(({ sk }) => sk));
    return await documents.send(command);
  };
  const counting = { send } as unknown as DynamoDBDocumentClient;
  const lists = () => read.splice(0).filter((sk) => sk.endsWith('#T'));

  await find(counting);
  expect(lists()).toHaveLength(2);
  const again = await find(counting);
  expect(lists()).toHaveLength(0);
  expect(again?.turnTo(traceIdOf(1), 1)).toBe(true);
});
