import { randomUUID } from 'node:crypto';
import { createDocumentClient } from '../../aws/document-client.ts';
import { createGovernor } from '../create-governor.ts';
import { LimitExceededError } from '../limit-exceeded-error.ts';
import { makeBudget, makeCall, noon } from './governed-call.ts';

/**
 * One of many processes that call at the same time: `node spend.ts <table> <calls> <held> <spent> [die]`. Prints how many were
 * admitted; with `die` it ends in the middle, with what it holds unsettled.
 */
const [tableName = '', calls = '0', held = '0', spent = '0', ending = ''] = process.argv.slice(2);
const governor = createGovernor({
  documents: createDocumentClient(process.env),
  tableName,
  clock: () => noon,
  ids: randomUUID,
  holdMilliseconds: 60_000,
  leases: null,
});

async function call(): Promise<number> {
  try {
    const wanted = makeCall({ budgets: [makeBudget()] }, { estimatedCostNanoUsd: Number(held) });
    const reservation = await governor.reserve(wanted);
    if (ending === 'die') return 1;
    await reservation.settle({ tokens: 10, costNanoUsd: Number(spent) });
    return 1;
  } catch (error) {
    if (error instanceof LimitExceededError) return 0;
    throw error;
  }
}

const admitted = await Promise.all(Array.from({ length: Number(calls) }, call));
console.log(admitted.reduce((sum, each) => sum + each, 0));
process.exit(0);
