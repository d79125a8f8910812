import { expect, it } from 'vitest';
import type { Span } from '../../../../../../shared/contract/span.ts';
import { spanOf } from '../../span-builder.ts';
import { findWholePayload } from './find-whole-payload.ts';

const payload = (value: unknown, isTruncated = false) => ({ preview: '', value, bytes: 5_000_000, isTruncated });

function exportOf(span: Span): string {
  const other = spanOf({ id: 'b', input: payload('of another span') });
  return `${JSON.stringify({ trace: {}, spans: [other, span] })}\n{"export":{"isComplete":true,"traceCount":1}}\n`;
}

it('finds a text as it was sent, and anything else as JSON', () => {
  const span = spanOf({ id: 'a', input: payload('line 1\nline 2'), output: payload({ a: 1 }) });
  expect(findWholePayload(exportOf(span), span, 'input')).toEqual({ text: 'line 1\nline 2', ending: 'txt' });
  expect(findWholePayload(exportOf(span), span, 'output')).toEqual({ text: '{\n  "a": 1\n}', ending: 'json' });
});

it('is null where the export has only the beginning, or nothing', () => {
  const span = spanOf({ id: 'a', input: payload(null, true) });
  expect(findWholePayload(exportOf(span), span, 'input')).toBeNull();
  expect(findWholePayload(exportOf(span), span, 'output')).toBeNull();
  expect(findWholePayload('{"export":{"isComplete":true,"traceCount":0}}\n', span, 'input')).toBeNull();
});
