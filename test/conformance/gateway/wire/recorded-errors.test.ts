import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Harness } from '../../../../functions/gateway/testing/gateway-harness.ts';
import { isAnswered, readFixturesAndForms, type WireFixture } from '../../../fixtures/wire/read-fixtures.ts';
import { surfaces } from '../surfaces.ts';
import { type Replay, startReplay } from './start-replay.ts';
import { modelOf, startWireStage } from './start-wire-stage.ts';

const spoken = readFixturesAndForms().filter(({ api }) => api !== 'responses' && api !== 'embeddings');
const failures = spoken.filter((fixture) => !isAnswered(fixture));

/** What callers and traces are told of a provider's status: a key that it refuses is not the caller's. */
const told: Readonly<Record<number, { status: number; errorType: string }>> = {
  400: { status: 400, errorType: 'provider_rejected_request' },
  401: { status: 502, errorType: 'provider_authentication_failed' },
  404: { status: 404, errorType: 'provider_refused' },
  429: { status: 429, errorType: 'provider_rate_limited' },
};
/** What only the body says: Google's wrong key, and Groq's error inside a stream. */
const meant: Readonly<Record<string, number>> = {
  'google/gemini-2-0-flash-exp-400.json': 401,
  'groq/gpt-oss-120b-reasoning-error-stream.sse': 400,
};

let replay: Replay;
let harness: Harness;
beforeAll(async () => {
  replay = await startReplay();
  harness = startWireStage(failures, replay.transport);
});
afterAll(() => replay.close());

/** A status is said to who asked for a stream as to others; an error inside a stream to them alone. */
const cells = failures.flatMap((fixture) =>
  fixture.status === 200 ? [fixture] : [false, true].map((isStreamed) => ({ ...fixture, isStreamed })),
);

describe.each(surfaces)('$name', (surface) => {
  test.each(cells)('$name (streamed: $isStreamed)', async (fixture) => {
    replay.play(fixture, 61);
    const body = { ...surface.body(modelOf(fixture), 'What was said?'), stream: fixture.isStreamed };
    const response = await harness.post(surface.path, body);
    const text = await response.text();
    const span = await harness.nextSpan();
    const status = meant[fixture.name] ?? fixture.status;

    expect(span).toMatchObject({ status: 'error', errorType: told[status]?.errorType });
    // The stream had begun: its status is out, and the error is an event.
    expect(response.status).toBe(fixture.status === 200 ? 200 : told[status]?.status);
    if (status !== 401) expect(text).toContain(JSON.stringify(messageOf(fixture)).slice(1, 40));
  });
});

test.each(surfaces)('$name: a prompt that vLLM calls too long has the code that programs know', async (surface) => {
  const fixture = failures.find(({ name }) => name === 'vllm/context-too-long-400.json');
  if (!fixture) throw new Error('There is no such recording.');
  replay.play(fixture, 61);
  const response = await harness.post(surface.path, surface.body(modelOf(fixture), 'What was said?'));
  await harness.nextSpan();

  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('context_length_exceeded')]);
});

/** The provider's own words. */
function messageOf({ bytes }: WireFixture): string {
  const [, said] = /"message":\s*"((?:[^"\\]|\\.)*)"/.exec(bytes.toString('utf8')) ?? [];
  if (said === undefined) throw new Error('The recording has no message.');
  return JSON.parse(`"${said}"`) as string;
}
