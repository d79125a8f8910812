import { expect, it } from 'vitest';
import { mostLines, payloadText } from './payload-text.ts';

const payload = (value: unknown) => ({ preview: 'beginning', value, bytes: 1, isTruncated: false });

it('puts what was recorded into lines', () => {
  const call = { id: 'c', function: { name: 'f', arguments: '{}' } };
  const messages = [
    { role: 'user', content: 'Hi\nthere' },
    { role: 'assistant', content: 'Hm', reasoning: 'Why', tool_calls: [call] },
    { role: 'tool', tool_call_id: 'c', content: 'ok' },
    { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:x' } }, { odd: 1 }] },
  ];
  expect(payloadText(payload(messages))).toBe(
    'user:\nHi\nthere\n\nassistant:\n(reasoning) Why\nHm\n(calls f) {}\n\ntool:\n(result) ok\n\nuser:\n(image) data:x\n{\n  "odd": 1\n}',
  );
  expect(payloadText(payload({ a: 1 }))).toBe('{\n  "a": 1\n}');
  expect(payloadText(payload(null))).toBe('beginning');
  expect(payloadText(null)).toBe('');
});

it('cuts what would take too long to compare, and says so', () => {
  const lines = payloadText(payload('x\n'.repeat(mostLines + 9))).split('\n');
  expect(lines).toHaveLength(mostLines + 1);
  expect(lines.at(-1)).toBe('… (10 more lines)');
});
