import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { aliasTable } from './alias-table.ts';
import { aliasTableVersion } from './alias-table-version.ts';

test('the table of aliases has another version whenever it changes: a replay puts the newer reading before the older by it', () => {
  const digest = createHash('sha256').update(JSON.stringify(aliasTable())).digest('hex').slice(0, 12);

  expect({ version: aliasTableVersion, digest }).toEqual({ version: 9, digest: 'f1dd2848f292' });
});
