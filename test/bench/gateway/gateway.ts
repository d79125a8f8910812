import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { printResult } from '../print-result.ts';
import { bringUp, type Peer, peers } from './bring-up.ts';
import { load } from './load.ts';
import { createCells, type MeasuredCell } from './measured-cell.ts';
import { processUsage } from './process-usage.ts';
import { heaps } from './start-gateway-alone.ts';
import { summarize } from './summarize.ts';
import { tables } from './tables.ts';
import type { Target } from './target.ts';
import { find } from './verdict.ts';
import { ways } from './ways.ts';

/** A pause between two measurements, in which what the one before left to do (traces on their way) is done. */
const restMs = 300;

/**
 * The fake provider direct, through what passes on and does no more, through Signalbox and through its peers, in turn.
 * `--rounds`, `--requests` (per round and cell) and `--warm-up` (requests before) set how long it takes; `--peer none` leaves the peers out, `--peer litellm`
 * adds that one; `--heap small` starts the gateway for little memory; `--profile <folder>` keeps a profile of its CPU.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      peer: { type: 'string', multiple: true, default: ['portkey'] },
      rounds: { type: 'string', default: '5' },
      requests: { type: 'string', default: '400' },
      'warm-up': { type: 'string', default: '500' },
      heap: { type: 'string', default: 'default' },
      profile: { type: 'string' },
    },
  });
  const wanted = values.peer
    .map((name) => oneOf([...peers, 'none'], 'peer', name))
    .filter((peer): peer is Peer => peer !== 'none');
  const heap = oneOf(heaps, 'heap', values.heap);
  const profileFolder = values.profile === undefined ? undefined : resolve(values.profile);
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-bench-'));
  const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const targets = await bringUp({ folder, wanted, stops, heap, profileFolder });
    await warmUp(targets, Number(values['warm-up']));
    const cells = createCells(targets);
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const cell of cells) await measure(cell, Number(values.requests));
    }
    for (const cell of cells) printResult(summarize(cell, find(cells, 'direct', cell.way.name)));
    console.log(`\n${tables(cells)}`);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

function oneOf<T extends string>(names: readonly T[], option: string, name: string): T {
  const found = names.find((each) => each === name);
  if (found === undefined) throw new Error(`There is no ${option} "${name}": name one of ${names.join(', ')}.`);
  return found;
}

/** Until the engine has compiled what is used much. */
async function warmUp(targets: readonly Target[], requests: number): Promise<void> {
  for (const target of targets) {
    for (const way of ways.filter(({ load: { kind } }) => kind === 'closed')) {
      const { errors } = await load({ target, way, requests });
      if (errors > 0 && errors === requests) throw new Error(`${target.name} answers none of its calls (${way.name}).`);
    }
  }
}

async function measure(cell: MeasuredCell, requests: number): Promise<void> {
  const { target, way } = cell;
  const before = processUsage(target.processId);
  const result = await load({ target, way, requests });
  const after = processUsage(target.processId);
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
