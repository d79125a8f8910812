import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Harness } from '../../../../functions/gateway/testing/gateway-harness.ts';
import { isObject, type JsonObject } from '../../../../shared/json/json-object.ts';
import { isAnswered, readFixtures, type WireFixture } from '../../../fixtures/wire/read-fixtures.ts';
import { type RawSurface, surfaces } from '../surfaces.ts';
import { eventsOf } from './read-surface.ts';
import { type Replay, startReplay } from './start-replay.ts';
import { modelOf, startWireStage } from './start-wire-stage.ts';

/** Whatever an event of a dialect’s maker always says, an event of that name says here too, whoever answered. */
const fixtures = readFixtures();
const streams = fixtures.filter((fixture) => fixture.isStreamed && isAnswered(fixture));

let replay: Replay;
let harness: Harness;
beforeAll(async () => {
  replay = await startReplay();
  harness = startWireStage(streams, replay.transport);
});
afterAll(() => replay.close());

interface Maker {
  surface: RawSurface['name'];
  isOwn(fixture: WireFixture): boolean;
  /** Of what there is no recording by the maker. */
  unrecorded: readonly string[];
  /** What the maker says that has no meaning here. */
  unsaid: readonly string[];
}

const makers: readonly Maker[] = [
  {
    surface: 'responses',
    isOwn: ({ api }) => api === 'responses',
    unrecorded: [
      ...[
        'response.incomplete',
        'response.image_generation_call.completed',
        'response.reasoning_summary_part.added summary_text',
        'response.reasoning_summary_part.done summary_text',
      ],
      ...['response.reasoning_summary_text.delta', 'response.reasoning_summary_text.done'],
    ],
    // Bytes that hide how long a piece is; what only a provider that needs it back sends; how OpenAI drew a picture.
    unsaid: [
      ...['obfuscation', 'item.encrypted_content'],
      ...['item.background', 'item.quality', 'item.revised_prompt', 'item.size'],
    ],
  },
  { surface: 'messages', isOwn: ({ kind }) => kind === 'anthropic', unrecorded: [], unsaid: [] },
  {
    surface: 'chat completions',
    isOwn: ({ provider, api }) => provider === 'openai' && api === 'chat',
    unrecorded: [],
    // `usage: null` in every chunk but the last.
    unsaid: ['system_fingerprint', 'service_tier', 'obfuscation', 'usage'],
  },
];

test.each(makers)('$surface', async ({ surface: name, isOwn, unrecorded, unsaid }) => {
  const own = fixtures.filter((fixture) => fixture.isStreamed && fixture.status === 200 && isOwn(fixture));
  const recorded = membersByEvent(own.flatMap(({ bytes }) => eventsOf(bytes.toString('utf8'))));
  const surface = surfaces.find((each) => each.name === name);
  if (!surface) throw new Error('no such surface');
  const missing: Record<string, string[]> = {};
  for (const fixture of streams.filter((each) => !isOwn(each) && !(passes(each) && name === 'chat completions'))) {
    for (const [event, members] of membersByEvent(await told(surface, fixture))) {
      if (unrecorded.includes(event)) continue;
      const lacks = (recorded.get(event) ?? ['recording']).filter(
        (each) => !unsaid.includes(each) && !members.includes(each),
      );
      if (lacks.length > 0) missing[event] = lacks;
    }
  }

  expect(own.length).toBeGreaterThan(4);
  expect(missing).toEqual({});
});

/** Its bytes pass: what others leave out of OpenAI's form is theirs. */
const passes = ({ kind }: WireFixture) => kind === 'openai-compatible' || kind === 'azure-openai';

async function told(surface: RawSurface, fixture: WireFixture): Promise<JsonObject[]> {
  replay.play(fixture, 4_096);
  const response = await harness.post(surface.path, { ...surface.body(modelOf(fixture), 'Hi'), stream: true });
  const events = eventsOf(await response.text());
  await harness.nextSpan();
  return events;
}

const parts = ['item', 'part', 'response', 'message', 'content_block', 'delta', 'error'] as const;

/** The members that all events of a name have, those of their parts among them. */
function membersByEvent(events: readonly JsonObject[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const event of events) {
    const inner = parts.flatMap((name) => (isObject(event[name]) ? [[name, event[name]] as const] : []));
    const kinds = inner.map(([, part]) => part['type']).filter((type) => typeof type === 'string');
    const name = [event['type'] ?? event['object'], ...kinds].join(' ');
    const members = [
      ...Object.keys(event),
      ...inner.flatMap(([part, object]) => Object.keys(object).map((each) => `${part}.${each}`)),
    ];
    found.set(name, found.get(name)?.filter((each) => members.includes(each)) ?? members);
  }
  return found;
}
