import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { createDocumentClient } from '../../aws/document-client.ts';
import { createGovernor } from '../create-governor.ts';
import { createLeases } from '../leases/create-leases.ts';
import { LimitExceededError } from '../limit-exceeded-error.ts';
import { makeBudget, makeCall, noon } from './governed-call.ts';

/**
 * One of many processes that spend a budget on leases, in several lanes, until it is used up or enough is called:
 * `node spend-on-leases.ts '<options>'`. Writes a line for each call with what it cost, at once, so that what a killed process
 * spent is known; then one with what it asked of the table.
 */
export interface SpendOptions {
  tableName: string;
  amountNanoUsd: number;
  /** Of each lane. */
  calls: number;
  lanes: number;
  heldNanoUsd: number;
  /** When the processes begin, by the machine's clock: theirs says noon then. */
  start: number;
}

const options = JSON.parse(process.argv[2] ?? '') as SpendOptions;
const documents = createDocumentClient(process.env);
const clock = () => noon + Date.now() - options.start;
let commandCount = 0;
documents.middlewareStack.add((next) => (input) => {
  commandCount += 1;
  return next(input);
});
const governor = createGovernor({
  ...{
    documents,
    tableName: options.tableName,
    clock,
    ids: randomUUID,
    holdMilliseconds: 60_000,
    leases: createLeases,
  },
});

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** A line at once, whole, whatever this process dies of next. Who reads may be behind on a busy machine: the pipe is full then. */
function tell(said: object): void {
  const line = Buffer.from(`${JSON.stringify(said)}\n`);
  for (let written = 0; written < line.length; ) {
    try {
      written += writeSync(1, line, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(sleeper, 0, 0, 5);
    }
  }
}

/** What it cost; null if it has to come again, undefined if there is nothing left. */
async function call(): Promise<number | null | undefined> {
  const budgets = [makeBudget({ amountNanoUsd: options.amountNanoUsd })];
  try {
    const wanted = makeCall({ budgets }, { at: clock(), estimatedCostNanoUsd: options.heldNanoUsd });
    const reservation = await governor.reserve(wanted);
    await pause(Math.random() * 4);
    const costNanoUsd = Math.ceil(options.heldNanoUsd * (0.5 + Math.random() / 2));
    tell({ costNanoUsd });
    await reservation.settle({ tokens: 10, costNanoUsd });
    return costNanoUsd;
  } catch (error) {
    if (error instanceof LimitExceededError) return error.isRetryable ? null : undefined;
    throw error;
  }
}

async function lane(): Promise<void> {
  for (let made = 0; made < options.calls; made++) {
    const cost = await call();
    if (cost === undefined) return;
    if (cost === null) await pause(20 + Math.random() * 30);
  }
}

await Promise.all(Array.from({ length: options.lanes }, lane));
await governor.flush();
tell({ commandCount });
process.exit(0);
