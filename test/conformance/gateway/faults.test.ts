import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HarnessOptions } from '../../../functions/gateway/testing/gateway-harness.ts';
import { makeRoute } from '../../../functions/gateway/testing/make-route.ts';
import type { Span } from '../../../shared/contract/span.ts';
import { isObject, type JsonObject } from '../../../shared/json/json-object.ts';
import { scenes } from '../../fixtures/fake-provider/world/scenes.ts';
import { largeText } from '../../fixtures/fake-provider/world/wire-faults.ts';
import { adapters } from './adapters.ts';
import { type Fault, faultTable } from './fault-table.ts';
import { createSpanBook } from './span-book.ts';
import { type GatewayStage, startStage } from './start-stage.ts';
import { type RawSurface, readStream, type Streamed, surfaces } from './surfaces.ts';
import { unbrokenHealth } from './unbroken-health.ts';

const book = createSpanBook();
/** Those that wait for a timeout have one that ends, and wait together. */
const waits = ({ name }: Fault) => /stall|slow/.test(name);
let patient: GatewayStage;
let impatient: GatewayStage;

beforeAll(async () => {
  const options: HarnessOptions = {
    settings: {
      routes: adapters.flatMap(({ kind, model }) => [
        routeOf(`${kind}-alone`, [model]),
        routeOf(`${kind}-spared`, [model, 'spare/spare-1']),
      ]),
    },
    ports: {
      sink: book.sink,
      health: unbrokenHealth(),
      retryBudget: { deposit: () => undefined, withdraw: () => true },
    },
  };
  patient = await startStage(options);
  impatient = await startStage({ ...options, timeouts: { firstByteMs: 3_000, idleMs: 3_000 } });
});
afterAll(() => {
  patient.close();
  impatient.close();
});

function routeOf(name: string, models: string[]) {
  return { ...makeRoute(models, { retries: { maxAttempts: models.length, baseDelayMs: 0, maxDelayMs: 1 } }), name };
}

const cells = faultTable.flatMap((fault) =>
  (fault.kinds ?? adapters.map(({ kind }) => kind)).flatMap((kind) =>
    surfaces
      .slice(0, fault.isLarge ? 1 : undefined)
      .flatMap((surface) => fault.modes.map((mode) => ({ fault, label: fault.label, kind, surface, mode }))),
  ),
);

interface Answered {
  status: number;
  headers: Headers;
  text: string;
  span: Span;
  attempts: Span[];
}

async function call(surface: RawSurface, model: string, fault: Fault, isStreamed: boolean): Promise<Answered> {
  const body = { ...surface.body(model, `scene:text fault:${fault.name}`), stream: isStreamed };
  const response = await (waits(fault) ? impatient : patient).harness.post(surface.path, body);
  const text = await response.text();
  const [span, ...attempts] = await book.traceOf(response.headers.get('x-signalbox-trace-id') ?? '');
  if (!span) throw new Error('no span');
  return { status: response.status, headers: response.headers, text, span, attempts };
}

function read(surface: RawSurface, { text }: Answered, isStreamed: boolean): Streamed {
  if (isStreamed) return readStream(surface, text);
  return { text: surface.textOf(JSON.parse(text) as JsonObject), error: null, hasEnded: true };
}

const positions = [...new Set(faultTable.map(({ position }) => position))];
describe.each(positions)('%s', (position) => {
  const here = cells.filter(({ fault }) => fault.position === position);
  const title = '$label: $surface.name → $kind, $mode';
  test.each(here.filter(({ fault }) => !waits(fault)))(title, expectOutcome);
  test.concurrent.each(here.filter(({ fault }) => waits(fault)))(title, expectOutcome);
});

async function expectOutcome({ fault, kind, surface, mode }: (typeof cells)[number]): Promise<void> {
  const isStreamed = mode === 'streamed';
  const expected = { fault, surface, isStreamed };
  const [alone, spared] = await Promise.all([
    call(surface, `${kind}-alone`, fault, isStreamed),
    call(surface, `${kind}-spared`, fault, isStreamed),
  ]);

  if (fault.outcome === 'another answers') {
    expectRefusal(alone, expected);
    expectSpared(spared, expected);
    return;
  }
  for (const answered of [alone, spared]) {
    if (fault.outcome === 'complete') expectComplete(answered, expected);
    else expectErrorEvent(answered, expected);
    expect(answered.attempts).toEqual([]);
  }
}

interface Expected {
  fault: Fault;
  surface: RawSurface;
  isStreamed: boolean;
}

/** Without another model: a status, and nothing to pay. */
function expectRefusal({ status, text, span }: Answered, { fault }: Expected): void {
  const body: unknown = JSON.parse(text);

  expect({ status, errorType: span.errorType }).toEqual({ status: fault.status, errorType: fault.errorType });
  expect(isObject(body) && body['error']).toMatchObject({ type: expect.any(String), message: expect.any(String) });
  expect(span.status).toBe('error');
}

/** With another model: as if nothing had happened, but for the trace. */
function expectSpared(answered: Answered, { fault, surface, isStreamed }: Expected): void {
  const { status, headers, span, attempts } = answered;

  expect(status).toBe(200);
  expect(headers.get('x-signalbox-model')).toBe('spare/spare-1');
  expect(read(surface, answered, isStreamed)).toEqual({ text: scenes.text.text, error: null, hasEnded: true });
  expect(span).toMatchObject({ status: 'ok', usage: { basis: 'reported', input: 100, output: 20 } });
  expect(attempts).toMatchObject([{ status: 'error', errorType: fault.errorType }]);
}

function expectErrorEvent(answered: Answered, { fault, surface, isStreamed }: Expected): void {
  const { text, error, hasEnded } = read(surface, answered, isStreamed);

  expect(answered.status).toBe(200);
  expect(scenes.text.text.startsWith(text) && text.length > 0).toBe(true);
  expect(error).toMatchObject({ message: expect.any(String) });
  expect(hasEnded).toBe(false);
  expect(answered.span).toMatchObject({ status: 'error', errorType: fault.errorType });
  expect(answered.span.usage?.flags).toContain('partial');
  expect(answered.span.usage?.output).toBeGreaterThan(0);
  expect(answered.span.cost?.totalNanoUsd).toBeGreaterThan(0);
}

function expectComplete(answered: Answered, { fault, surface, isStreamed }: Expected): void {
  const text = fault.name === 'large-event' ? largeText : scenes.text.text;
  const basis = fault.name === 'no-usage' ? 'estimated' : 'reported';

  expect(read(surface, answered, isStreamed)).toEqual({ text, error: null, hasEnded: true });
  expect(answered.span).toMatchObject({ status: 'ok', usage: { basis } });
}
