import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Harness } from '../../../../functions/gateway/testing/gateway-harness.ts';
import { type Usage, type UsageBucket, usageBuckets } from '../../../../shared/contract/usage.ts';
import { isObject } from '../../../../shared/json/json-object.ts';
import { type AnsweredFixture, isAnswered, readFixturesAndForms } from '../../../fixtures/wire/read-fixtures.ts';
import { surfaces } from '../surfaces.ts';
import { readStreamed, readWhole } from './read-surface.ts';
import { type Replay, startReplay } from './start-replay.ts';
import { modelOf, nanoUsdPerToken, startWireStage } from './start-wire-stage.ts';

/** What providers really sent, over a real socket, through their adapter and every surface. */
const fixtures = readFixturesAndForms().filter(isAnswered);

let replay: Replay;
let harness: Harness;
beforeAll(async () => {
  replay = await startReplay();
  harness = startWireStage(fixtures, replay.transport);
});
afterAll(() => replay.close());

describe.each(surfaces)('$name', (surface) => {
  test.each(fixtures)('$name', async (fixture) => {
    replay.play(fixture, 97);
    const { isStreamed, expected } = fixture;
    const more = isStreamed && surface.name === 'chat completions' ? { stream_options: { include_usage: true } } : {};
    const body = { ...surface.body(modelOf(fixture), 'What was said?'), stream: isStreamed, ...more };
    const response = await harness.post(surface.path, body);
    const text = await response.text();
    expect({ status: response.status, text: response.status === 200 ? '' : text }).toEqual({ status: 200, text: '' });
    const told = (isStreamed ? readStreamed : readWhole)(surface.name, text);
    const span = await harness.nextSpan();

    expect(told).toEqual({ ...tellable(fixture, surface.name), usage: countsOf(expected.usage) ?? told.usage });
    expect(span.status).toBe('ok');
    expect(keptOf(span.output?.value)).toEqual(keepable(fixture));
    expect(span.model?.finishReasons[0] ?? null).toBe(expected.finish);
    if (expected.usage !== null) expect(bucketsOf(span.usage)).toEqual(withZeros(expected.usage));
    else expect(span.usage?.basis).toBe('estimated');
    expect(span.cost?.totalNanoUsd).toBe(costOf(bucketsOf(span.usage)));
  });
});

/**
 * Bytes of chat completions pass as they are. The others know that calls are to be made; messages know refusals as text,
 * and of pictures only that there were some.
 */
function tellable({ expected: { usage: _, finish, pictures = [], ...said } }: AnsweredFixture, surface: string) {
  if (surface === 'chat completions') return { ...said, pictures, finish: finish ?? '' };
  const told = {
    ...said,
    pictures,
    finish: finish === 'stop' && said.calls.length > 0 ? 'tool_calls' : (finish ?? 'stop'),
  };
  if (surface !== 'messages') return told;
  const notes = pictures.map(() => '[image/png: a picture, which this API cannot carry]').join('');
  return { ...told, text: said.text + said.refusal + notes, refusal: '', pictures: [] };
}

/** What the trace keeps of an answer, the first one where several came. */
function keptOf(output: unknown) {
  const message = [output].flat().find(isObject) ?? {};
  const { text, reasoning, refusal, calls } = readWhole('chat completions', JSON.stringify({ choices: [{ message }] }));
  return { text, reasoning, refusal, calls };
}

function keepable({ expected: { text, reasoning, refusal, calls } }: AnsweredFixture) {
  return { text, reasoning, refusal, calls };
}

function sumOf(buckets: Partial<Record<UsageBucket, number>>, names: readonly UsageBucket[]): number {
  return names.reduce((sum, name) => sum + (buckets[name] ?? 0), 0);
}

const inputs = [
  'inputUncached',
  'cacheRead',
  'cacheWrite',
  'cacheWrite5m',
  'cacheWrite1h',
  'audioInput',
  'imageInput',
] as const;
const outputs = ['outputText', 'reasoning', 'audioOutput', 'imageOutput'] as const;

function countsOf(usage: AnsweredFixture['expected']['usage']) {
  if (usage === null) return null;
  return { input: sumOf(usage, inputs), cached: usage.cacheRead ?? 0, output: sumOf(usage, outputs) };
}

function withZeros(buckets: Partial<Record<UsageBucket, number>>) {
  return Object.fromEntries(usageBuckets.map((name) => [name, buckets[name] ?? 0])) as Record<UsageBucket, number>;
}

function bucketsOf(usage: Usage | null) {
  return withZeros(usage ?? {});
}

function costOf(buckets: Record<UsageBucket, number>): number {
  return usageBuckets.reduce((sum, name) => sum + buckets[name] * nanoUsdPerToken[name], 0);
}
