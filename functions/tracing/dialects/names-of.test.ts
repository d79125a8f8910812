import { expect, test } from 'vitest';
import { mapSpan } from '../otlp/map-span.ts';
import { emptySpan } from '../otlp/otlp-request.ts';
import { testContext } from '../testing/map-test-span.ts';

test('the names of attributes are listed once, however many rules look for beginnings of names', () => {
  let lists = 0;
  const attributes = new Proxy<Record<string, unknown>>(
    { 'gen_ai.request.model': 'm', 'metadata.team': 'search' },
    {
      ownKeys: (target) => {
        lists += 1;
        return Reflect.ownKeys(target);
      },
    },
  );

  const span = mapSpan({ ...emptySpan(), startTimeUnixNano: '1773144000000000000', attributes }, testContext);

  expect(span.metadata).toMatchObject({ team: 'search' });
  expect(lists).toBe(1);
});
