import { describe, expect, test } from 'vitest';
import { structuredMetrics } from '../../../shared/observability/metric-names.ts';
import { repairRequest } from './repair-request.ts';
import { structuredMeasurement } from './structured-measurement.ts';
import { StructuredOutputError } from './structured-output-error.ts';

const request = { model: 'm', n: 2, messages: [{ role: 'user', content: 'Where?' }] };
const errors = [{ path: '$.city', message: 'is missing' }];

describe('repairRequest', () => {
  test('shows the wrong answer and what is wrong with it, and asks once more', () => {
    const repaired = repairRequest(request, '{"town":"Oslo"}', errors);

    expect(repaired).not.toHaveProperty('n');
    expect(repaired['messages']).toEqual([
      { role: 'user', content: 'Where?' },
      { role: 'assistant', content: '{"town":"Oslo"}' },
      { role: 'user', content: expect.stringContaining('- $.city: is missing') },
    ]);
  });

  test('an empty answer is not repeated', () => {
    expect(repairRequest(request, ' ', errors)['messages']).toMatchObject([{ role: 'user' }, { role: 'user' }]);
  });
});

describe('StructuredOutputError', () => {
  test('says which schema and the first three errors, and carries all', () => {
    const many = ['$.a', '$.b', '$.c', '$.d'].map((path) => ({ path, message: 'is wrong.' }));
    const error = new StructuredOutputError('place', many);

    expect(error).toMatchObject({ status: 422, code: 'structured_output_invalid', param: 'response_format' });
    expect(error.message).toContain('`place`. $.a: is wrong. $.b: is wrong. $.c: is wrong. (and 1 more)');
    expect(error.fieldErrors).toHaveLength(4);
    expect(new StructuredOutputError('place', errors).message).not.toContain('more');
  });
});

test('the metrics of an outcome average to the rate of valid answers', () => {
  const measure = (isValid: boolean, wasRepaired: boolean) =>
    structuredMeasurement('sandbox/json', { mode: 'instructed', isValid, wasRepaired });

  expect(measure(true, true)).toEqual({
    dimensions: { model: 'sandbox/json', mode: 'instructed' },
    values: { [structuredMetrics.valid]: 1, [structuredMetrics.repaired]: 1 },
  });
  expect(measure(false, false).values).toEqual({ [structuredMetrics.valid]: 0, [structuredMetrics.repaired]: 0 });
});
