import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type UsageBucket, usageBuckets } from '../../../../shared/contract/usage.ts';
import { type AnsweredFixture, isAnswered, readFixtures } from '../../../fixtures/wire/read-fixtures.ts';
import {
  type MakersQuestion,
  type MakersReading,
  readWithAnthropic,
  readWithGoogle,
  readWithOpenAi,
} from '../makers.ts';
import { eventsOf } from './read-surface.ts';
import { readWithAiSdk, readWithAws } from './read-with-others.ts';
import { type Replay, startReplay } from './start-replay.ts';

/** What the recordings say, according to their indexes, is what packages that others wrote read of the same bytes. */
const fixtures = readFixtures().filter(isAnswered);

let replay: Replay;
beforeAll(async () => {
  replay = await startReplay();
});
afterAll(() => replay.close());

type Reader = (asked: MakersQuestion) => Promise<MakersReading>;
const isOfMaker = ({ provider }: AnsweredFixture) => provider === 'openai' || provider === 'azure';
const readers: [name: string, read: Reader, reads: (fixture: AnsweredFixture) => boolean][] = [
  ['openai', readWithOpenAi, (fixture) => fixture.api === 'chat' && isOfMaker(fixture)],
  ['@anthropic-ai/sdk', readWithAnthropic, ({ kind }) => kind === 'anthropic'],
  ['@google/genai', readWithGoogle, ({ kind }) => kind === 'gemini'],
  ['@ai-sdk/openai-compatible', readWithAiSdk, (fixture) => fixture.api === 'chat' && !isOfMaker(fixture)],
];
const cells = readers.flatMap(([reader, read, reads]) =>
  fixtures.filter(reads).map((fixture) => ({ reader, read, ...fixture })),
);

describe('as others read it', () => {
  test.each(cells)('$reader: $name', async (fixture) => {
    replay.play(fixture, 4_096);
    const { read, isStreamed } = fixture;

    expect(await read({ url: replay.url, prompt: 'What was said?', isStreamed })).toEqual(summaryOf(fixture));
  });

  test.each(fixtures.filter(({ kind, isStreamed }) => kind === 'bedrock' && isStreamed))(
    '@smithy/core: $name',
    (fixture) => {
      const { calls: _, ...summary } = summaryOf(fixture);

      expect(readWithAws(fixture.bytes)).toEqual(summary);
    },
  );
});

const inputs = usageBuckets.filter((name) => /input|cache/i.test(name));
const sumOf = (usage: Partial<Record<UsageBucket, number>>, names: readonly UsageBucket[]) =>
  names.reduce((sum, name) => sum + (usage[name] ?? 0), 0);

/** What a package leaves out: code that Google ran, which is no text to it, and the usage that Groq puts apart. */
const codeThatRan = /\n```\n[\s\S]*?\n```\n/g;

function summaryOf({ expected, kind, provider, isStreamed, bytes }: AnsweredFixture): MakersReading {
  const [text = '', reasoning = ''] = [expected.text, expected.reasoning].map((said) =>
    kind === 'gemini' ? said.replace(codeThatRan, '') : said,
  );
  const isApart = provider === 'groq' && isStreamed && !eventsOf(bytes.toString('utf8')).some(({ usage }) => usage);
  const usage = isApart ? {} : (expected.usage ?? {});
  const output = sumOf(usage, usageBuckets) - sumOf(usage, inputs);
  const counts = { input: sumOf(usage, inputs), cached: usage.cacheRead ?? 0, output };
  return { text, reasoning, calls: expected.calls, usage: counts };
}
