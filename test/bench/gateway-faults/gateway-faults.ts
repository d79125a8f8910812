import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createAdaptorServer } from '@hono/node-server';
import { createHarness } from '../../../functions/gateway/testing/gateway-harness.ts';
import { startFakeProvider } from '../../fixtures/fake-provider/fake-provider.ts';
import { startPortkey } from '../gateway/portkey.ts';
import { printResult } from '../print-result.ts';
import { faultCases } from './cases.ts';
import { type Callee, hearAnswer } from './hear-answer.ts';
import { judge } from './judge.ts';
import { page, type Row } from './page.ts';

const pageFile = resolve(import.meta.dirname, '../../../docs/explanation/gateway-faults-compared.md');
const providerMs = 1_500;
const patienceMs = 6_000;

/** Lets every fault pass through Signalbox and through Portkey, and says what a client sees. `--write` writes the docs. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { write: { type: 'boolean', default: false } } });
  const provider = await startFakeProvider();
  const stops: (() => Promise<unknown>)[] = [() => provider.close()];
  try {
    const callees = [await startSignalbox(provider.baseUrl, stops), await startPeer(provider.baseUrl, stops)];
    const rows: Row[] = [];
    for (const fault of faultCases) {
      const heard = await Promise.all(callees.map((callee) => hearAnswer(callee, { ...fault, patienceMs })));
      rows.push({ fault, judgements: heard.map((each) => judge(fault, each)) });
      printResult({
        bench: 'gateway-faults',
        ...fault,
        ...Object.fromEntries(callees.map(({ name }, index) => [name, rows.at(-1)?.judgements[index]])),
      });
    }
    if (values.write)
      await writeFile(
        pageFile,
        page(
          callees.map(({ name }) => name),
          rows,
        ),
      );
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function startSignalbox(baseUrl: string, stops: (() => Promise<unknown>)[]): Promise<Callee> {
  const timeouts = { firstByteMs: providerMs, idleMs: providerMs };
  const { app } = createHarness({ baseUrl, timeouts });
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  stops.push(() => new Promise((done) => server.close(done)));
  const { port } = server.address() as AddressInfo;
  return {
    name: 'Signalbox',
    baseUrl: `http://127.0.0.1:${port}/v1`,
    headers: { authorization: 'Bearer test' },
    model: (scenario) => `mock/${scenario}`,
  };
}

async function startPeer(baseUrl: string, stops: (() => Promise<unknown>)[]): Promise<Callee> {
  const { stop, headers, baseUrl: url } = await startPortkey(baseUrl, '');
  stops.push(stop);
  return {
    name: 'Portkey',
    baseUrl: url,
    headers: { ...headers, 'x-portkey-request-timeout': String(providerMs) },
    model: (scenario) => scenario,
  };
}
