import { expect, test } from 'vitest';
import { mapTestSpan } from '../testing/map-test-span.ts';

test('a call with more events than a function has arguments is a call like any other', () => {
  const events = Array.from({ length: 200_000 }, () => ({ name: 'chunk', timeUnixNano: '1', attributes: {} }));
  const span = mapTestSpan({ 'gen_ai.request.model': 'm', 'gen_ai.response.time_to_first_chunk': 0.25 }, { events });

  expect(span.model).toMatchObject({ requestedModel: 'm', timeToFirstTokenMs: 250 });
});
