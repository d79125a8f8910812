import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import { countTraceReads, type TraceReads } from '../../../test/support/count-trace-reads.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { collect, createDigestStage, type DigestStage, digested } from '../../../test/support/digest-stage.ts';

const minute = 60_000;
const hour = 60 * minute;

let tables: Record<'traces', string>;
let reads: TraceReads;
let stage: DigestStage;

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  reads = countTraceReads(createDocumentClient(environment));
  tables = await createTables(environment, ['traces']);
});

/** Some traces, whose hour and its text were digested half an hour ago. */
beforeEach(async () => {
  stage = createDigestStage({ documents: reads.documents, traces: tables.traces });
  for (let index = 0; index < 6; index++)
    await say(`trace ${index}`, index === 2 ? 'It needs a refund.' : 'It is on its way.', { at: index * minute });
  stage.advance(3 * hour);
  await stage.digest();
  await stage.digestTexts();
  stage.advance(30 * minute);
});

/** Where the summary does not show it. */
const say = (name: string, text: string, input = {}) => stage.store(name, { attributes: { note: text }, ...input });

/** What is found, and how many traces had to be read for it. */
async function find(text: string) {
  const { result, read } = await reads.during(() => stage.find(text));
  return { names: result.names, read: read.length };
}

/** Ids of the texts that there are items of. */
async function textIds(): Promise<string[]> {
  const sortKeys = await stage.textPorts.texts.sortKeys({ projectId: stage.projectId, hour: digested });
  return [...new Set(sortKeys.map((sortKey) => sortKey.split('#')[1] ?? ''))];
}

const dueTexts = () => collect(stage.textPorts.textsDue.all());
const dueHours = async () => (await dueTexts()).map((due) => due.hour);

describe('text that is not made at once', () => {
  /** As if nothing were known of the text. */
  const makeDue = () => stage.textPorts.textsDue.put({ projectId: stage.projectId, hour: digested }, stage.clock());

  test('gives up an hour that fails again and again, longer and longer after it, and tries it a day later once it is due anew', async () => {
    await makeDue();
    const failing = { ...stage.textPorts.texts, putSegment: () => Promise.reject(new Error('No room.')) };
    const counts: number[] = [];
    // A day, in which a run comes every ten minutes.
    for (let run = 0; run < 140; run++) {
      const report = await stage.digestTexts({ texts: failing });
      expect(report.digestedCount).toBe(0);
      if (report.failedCount + report.givenUpCount > 0) counts.push(run);
      stage.advance(10 * minute);
    }
    expect(counts).toEqual([0, 1, 2, 5, 12, 27, 58, 121]);
    expect(await dueTexts()).toMatchObject([{ failures: 8, reason: 'No room.' }]);

    await makeDue();
    expect(await stage.digestTexts()).toMatchObject({ digestedCount: 0 });
    stage.advance(24 * hour);
    expect(await stage.digestTexts()).toMatchObject({ digestedCount: 1 });
    expect(await dueHours()).toEqual([]);
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 1 });
  });

  test('lets an hour that failed wait behind the others', async () => {
    await makeDue();
    const failing = { ...stage.textPorts.texts, attach: () => Promise.reject(new Error('out of time')) };
    await stage.digestTexts({ texts: failing });
    await stage.textPorts.textsDue.put({ projectId: stage.projectId, hour: digested + hour }, stage.clock() - 1);
    const asked: number[] = [];
    const { texts } = stage.textPorts;
    await stage.digestTexts({
      texts: {
        ...texts,
        versions(of) {
          asked.push(of.hour);
          return texts.versions(of);
        },
      },
    });
    expect(asked).toEqual([digested + hour, digested]);
  });

  test('goes on with an hour where the run before had no more time', async () => {
    const [before] = await textIds();
    for (let index = 0; index < 80; index++)
      await say(`later ${index}`, index === 7 ? 'A giraffe.' : 'A zebra.', { at: 20 * minute + index });
    stage.advance(21 * minute);
    await stage.digest();
    await makeDue();
    // The first stops within a shard, as eight traces are read at a time.
    for (let run = 1; run <= 2; run++) {
      expect(await runFor(run)).toMatchObject({ waitingCount: 1, digestedCount: 0 });
      expect(await dueTexts()).toMatchObject([{ attempts: run, failures: 0, deaths: 0 }]);
      expect(await textIds()).toContain(before);
      expect((await find('giraffe')).names).toEqual(['later 7']);
    }
    const [due] = await dueTexts();
    const { result, read } = await reads.during(() => stage.digestTexts());
    expect(result).toMatchObject({ digestedCount: 1 });
    // Those that are left, and at most those of the last millisecond once more.
    expect(new Set(read).size).toBeLessThan(86);
    expect(await dueHours()).toEqual([]);
    expect(await textIds()).toEqual([due?.progress?.text.id]);
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 1 });
    expect(await find('giraffe')).toEqual({ names: ['later 7'], read: 1 });
    expect(await find('zebra')).toMatchObject({ names: { length: 79 }, read: 79 });
    expect(await find('hippopotamus')).toEqual({ names: [], read: 0 });
  });

  test('does not go on with what was made for other digests, nor after a run that died of it', async () => {
    // More than the few batches below, whatever their shards.
    for (let index = 0; index < 20; index++) await say(`later ${index}`, 'A zebra.', { at: 20 * minute + index });
    stage.advance(21 * minute);
    await stage.digest();
    await makeDue();
    await runFor(1);
    const [first] = await dueTexts();
    expect(first?.progress).toBeDefined();
    await say('late', 'A giraffe.', { at: 10 * minute });
    stage.advance(21 * minute);
    await stage.digest();
    await runFor(2);
    const [second] = await dueTexts();
    expect(second?.progress).toBeDefined();
    expect(second?.progress?.text.id).not.toBe(first?.progress?.text.id);
    expect(await textIds()).not.toContain(first?.progress?.text.id);

    const { texts } = stage.textPorts;
    const [due] = await dueTexts();
    const stray = { projectId: stage.projectId, hour: digested, id: String(due?.progress?.text.id), segment: 7 };
    const content = { count: 1, rowBits: 6, partBits: 0, parts: [new Uint8Array(1)] };
    await texts.putSegment({ ...stray, content, starts: [[], [], [], []], ttl: stage.clock() });
    expect(await stage.digestTexts()).toMatchObject({ digestedCount: 1 });
    expect(await textIds()).toHaveLength(1);
    expect(await textIds()).not.toContain(stray.id);
    expect((await find('giraffe')).names).toEqual(['late']);
    expect((await find('refund')).names).toEqual(['trace 2']);
  });

  /** Has time for so many batches of traces. */
  async function runFor(batches: number) {
    let looked = 0;
    const late = stage.clock() + 1;
    let isBegun = false;
    const texts = {
      ...stage.textPorts.texts,
      versions: (of: { projectId: string; hour: number }) => {
        isBegun = true;
        return stage.textPorts.texts.versions(of);
      },
    };
    const clock = () => (isBegun && looked++ >= batches ? late : stage.clock());
    const report = await stage.digestTexts({ texts, clock }, late);
    stage.advance(10 * minute);
    return report;
  }
});
