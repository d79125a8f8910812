import { expect, test } from 'vitest';
import { createFactsReader } from './facts-reader.ts';

const known = { requestId: 'r', keyId: null, stage: 'test', at: 0, remainingBudgetFraction: null };

test('metadata of any form are texts for routes, and in no form fail a call', () => {
  const metadata = {
    team: 'harbour',
    shift: 3,
    none: null,
    odd: { toString: 1 },
    list: [{ valueOf: null, toString: null }],
  };
  const facts = createFactsReader({ request: { input: 'Hi', metadata }, ...known });

  expect(facts().metadata).toEqual({
    ...{ team: 'harbour', shift: '3', none: 'null', odd: '{"toString":1}' },
    list: '[{"valueOf":null,"toString":null}]',
  });
});
