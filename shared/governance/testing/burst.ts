import { randomUUID } from 'node:crypto';
import { createDocumentClient } from '../../aws/document-client.ts';
import { createGovernor } from '../create-governor.ts';
import { bursting, callInBurst } from './call-in-burst.ts';
import { noon } from './governed-call.ts';

/**
 * One of many processes whose calls all come at once and stay under way: `node burst.ts <table> <calls> [limited]`. Prints what
 * became of each; with `limited` a limit counts them, too.
 */
const [tableName = '', calls = '0', kind = ''] = process.argv.slice(2);
const governor = createGovernor({
  documents: createDocumentClient(process.env),
  tableName,
  clock: () => noon,
  ids: randomUUID,
  holdMilliseconds: 60_000,
  leases: null,
});

const rules = bursting({ isLimited: kind === 'limited' });
const fates = await Promise.all(Array.from({ length: Number(calls) }, () => callInBurst(governor, rules)));
console.log(JSON.stringify(fates));
process.exit(0);
