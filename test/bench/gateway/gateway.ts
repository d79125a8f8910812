import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startLocalStage } from '../../support/start-local-stage.ts';
import { printResult } from '../print-result.ts';
import { closedLoop, type Target } from './closed-loop.ts';
import { createCells, type MeasuredCell, scenarioOf } from './measured-cell.ts';
import { startPortkey } from './portkey.ts';
import { processUsage } from './process-usage.ts';
import { startProcess } from './start-process.ts';
import { compare, summarize } from './summarize.ts';

const fakeProvider = resolve(import.meta.dirname, '../../fixtures/fake-provider/serve.ts');
/** A pause between two measurements, in which what the one before left to do (traces on their way) is done. */
const restMs = 400;
/** Each takes about 200 ms. */
const pacedRequestsPerConnection = 20;

/**
 * The fake provider direct, through Signalbox (the local stage, with authentication, pricing and tracing as always), and
 * with `--peer portkey` through that, in turn. `--rounds` and `--requests` (per round and cell) set how long it takes.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      peer: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      requests: { type: 'string', default: '400' },
    },
  });
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-bench-'));
  const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const targets = await bringUp(folder, values.peer, stops);
    const cells = createCells(targets);
    await warmUp(targets);
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const cell of cells) await measure(cell, Number(values.requests));
    }
    for (const cell of cells) printResult(summarize(cell));
    for (const line of compare(cells)) printResult(line);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function bringUp(folder: string, peer: string | undefined, stops: (() => Promise<unknown>)[]): Promise<Target[]> {
  const provider = await startProcess({ file: fakeProvider, args: [], ready: /baseUrl/ });
  stops.push(provider.stop);
  const { baseUrl } = JSON.parse(provider.line) as { baseUrl: string };
  const providersFile = join(folder, 'providers.yaml');
  const entry = `- { id: mock, kind: openai-compatible, baseUrl: "${baseUrl}", apiKey: sk-bench, models: ["*"] }\n`;
  await writeFile(providersFile, entry);
  const started = await startLocalStage({ environment: { SIGNALBOX_PROVIDERS: providersFile } });
  stops.push(() => started.stop());
  const { stage } = started;
  const direct = { name: 'direct', baseUrl, headers: {}, model: (scenario: string) => scenario, processId: null };
  const signalbox = {
    name: 'signalbox',
    baseUrl: `${stage.url}/v1`,
    headers: { authorization: `Bearer ${stage.apiKey}` },
    model: (scenario: string) => `mock/${scenario}`,
    processId: stage.processId,
  };
  if (peer === undefined) return [direct, signalbox];
  if (peer !== 'portkey') throw new Error(`There is no peer "${peer}": the one that can be measured is portkey.`);
  const portkey = await startPortkey(baseUrl);
  stops.push(portkey.stop);
  return [direct, signalbox, portkey];
}

async function warmUp(targets: readonly Target[]): Promise<void> {
  for (const target of targets) {
    for (const isStreamed of [false, true]) {
      await closedLoop({ target, isStreamed, scenario: scenarioOf('flat-out'), connections: 8, requests: 300 });
    }
  }
}

async function measure(cell: MeasuredCell, most: number): Promise<void> {
  const requests = cell.load === 'paced' ? Math.min(most, cell.connections * pacedRequestsPerConnection) : most;
  const before = processUsage(cell.target.processId);
  const result = await closedLoop({ ...cell, scenario: scenarioOf(cell.load), requests });
  const after = processUsage(cell.target.processId);
  cell.latencies.push(...result.latencies);
  cell.firstChunks.push(...result.firstChunks);
  cell.errors += result.errors;
  cell.seconds += result.seconds;
  cell.requests += requests;
  if (before && after) {
    cell.cpuMs += after.cpuMs - before.cpuMs;
    cell.residentMb = Math.max(cell.residentMb, after.residentMb);
  }
  await new Promise((done) => setTimeout(done, restMs));
}
