import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Harness } from '../../../../functions/gateway/testing/gateway-harness.ts';
import { isObject, type JsonObject, objectsIn } from '../../../../shared/json/json-object.ts';
import { isAnswered, readFixtures, type WireFixture } from '../../../fixtures/wire/read-fixtures.ts';
import { type RawSurface, surfaces } from '../surfaces.ts';
import { eventsOf } from './read-surface.ts';
import { type Replay, startReplay } from './start-replay.ts';
import { modelOf, startWireStage } from './start-wire-stage.ts';

/** What answers cite, and what a provider needs to get back: as many in each dialect as were recorded. */
const fixtures = readFixtures().filter(isAnswered);

let replay: Replay;
let harness: Harness;
beforeAll(async () => {
  replay = await startReplay();
  harness = startWireStage(fixtures, replay.transport);
});
afterAll(() => replay.close());

async function ask(surface: RawSurface, fixture: WireFixture): Promise<JsonObject[]> {
  replay.play(fixture, 4_096);
  const body = { ...surface.body(modelOf(fixture), 'What was said?'), stream: fixture.isStreamed };
  const text = await (await harness.post(surface.path, body)).text();
  await harness.nextSpan();
  return fixture.isStreamed ? eventsOf(text) : [JSON.parse(text) as JsonObject];
}

const objectIn = (object: JsonObject, name: string): JsonObject => (isObject(object[name]) ? object[name] : {});
const recordedOf = ({ bytes, isStreamed }: WireFixture): JsonObject[] =>
  isStreamed ? eventsOf(bytes.toString('utf8')) : [JSON.parse(bytes.toString('utf8')) as JsonObject];
const count = <T>(items: readonly T[], many: (item: T) => number) => items.reduce((sum, item) => sum + many(item), 0);

describe.each(surfaces)('citations in $name', (surface) => {
  const cited = fixtures.filter((fixture) => fixture.kind !== 'bedrock' && citationsIn(fixture) > 0);

  test.each(cited)('$name', async (fixture) => {
    const told = await ask(surface, fixture);

    expect(count(told, citationsTold[surface.name])).toBe(citationsIn(fixture));
  });
});

function citationsIn(fixture: WireFixture): number {
  const recorded = recordedOf(fixture);
  if (fixture.kind === 'anthropic') return count(recorded, anthropicCitations);
  if (fixture.kind === 'gemini') return geminiCitations(recorded);
  if (fixture.provider === 'perplexity') return objectsIn(recorded.at(-1)?.['search_results']).length;
  return count(recorded, citationsTold['chat completions']);
}

function anthropicCitations(json: JsonObject): number {
  const blocks = objectsIn(json['content']);
  return objectIn(json, 'delta')['type'] === 'citations_delta'
    ? 1
    : count(blocks, ({ citations }) => objectsIn(citations).length);
}

/** Each passage cites its sources; a source that none cites is cited without a place. */
function geminiCitations(answers: readonly JsonObject[]): number {
  const all = answers
    .flatMap(({ candidates }) => objectsIn(candidates))
    .map((each) => objectIn(each, 'groundingMetadata'));
  const grounding = all.findLast(({ groundingChunks }) => groundingChunks !== undefined) ?? {};
  const sources = objectsIn(grounding['groundingChunks']).length;
  const places = objectsIn(grounding['groundingSupports']).flatMap(({ groundingChunkIndices: at }) =>
    Array.isArray(at) ? at : [],
  );
  return places.length + sources - new Set(places).size;
}

const citationsTold: Record<RawSurface['name'], (json: JsonObject) => number> = {
  'chat completions': ({ choices }) =>
    count(objectsIn(choices), (choice) =>
      count(
        [objectIn(choice, 'message'), objectIn(choice, 'delta')],
        ({ annotations }) => objectsIn(annotations).length,
      ),
    ),
  responses: (json) => {
    if (json['type'] === 'response.output_text.annotation.added') return 1;
    const parts = objectsIn(json['output']).flatMap(({ content }) => objectsIn(content));
    return count(parts, ({ annotations }) => objectsIn(annotations).length);
  },
  messages: anthropicCitations,
};
