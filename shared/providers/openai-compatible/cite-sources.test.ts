import { expect, test } from 'vitest';
import { readBytes } from '../read-bytes.ts';
import { once } from '../translation/once.ts';
import { citeSources } from './cite-sources.ts';
import { rewriteAnswer } from './rewrite-answer.ts';

/** In the form of docs.perplexity.ai/api-reference/chat-completions-post, written by hand; not recorded. */
const sources = {
  search_results: [{ title: 'A', url: 'https://a.example', date: null }],
  citations: ['https://a.example'],
};
const citation = { type: 'url_citation', url_citation: { url: 'https://a.example', title: 'A' } };

async function cite(text: string, isStreamed = false): Promise<string> {
  return Buffer.from(await readBytes(rewriteAnswer(once(Buffer.from(text)), isStreamed, citeSources), 10_000)).toString(
    'utf8',
  );
}

test('sources become annotations of an answer', async () => {
  const answer = { ...sources, choices: [{ message: { content: 'x[1]' }, finish_reason: 'stop' }] };

  expect(JSON.parse(await cite(JSON.stringify(answer)))).toEqual({
    ...answer,
    choices: [{ message: { content: 'x[1]', annotations: [citation] }, finish_reason: 'stop' }],
  });
});

test('also where a whole answer has an empty delta beside its message', async () => {
  const choice = { delta: { content: '', role: 'assistant' }, message: { content: 'x[1]' }, finish_reason: 'stop' };

  expect(JSON.parse(await cite(JSON.stringify({ ...sources, choices: [choice] })))).toEqual({
    ...sources,
    choices: [{ ...choice, message: { content: 'x[1]', annotations: [citation] } }],
  });
});

test('and of the chunk that ends a stream; other chunks keep their bytes', async () => {
  const event = (json: object) => `data:  ${JSON.stringify(json)}\n\n`;
  const first = event({ ...sources, choices: [{ delta: { content: 'x' }, finish_reason: null }] });
  const last = event({ ...sources, choices: [{ delta: {}, message: { content: 'x' }, finish_reason: 'stop' }] });
  const text = await cite(`: hi\n\n${first}${last}data: [DONE]\n\n`, true);

  expect(text).toContain(`: hi\n\n${first}`);
  expect(text).toContain(`"delta":{"annotations":[${JSON.stringify(citation)}]}`);
  expect(text).toMatch(/data: \[DONE\]\n\n$/);
});

test('bare addresses do where there is no more', async () => {
  const answer = { citations: ['https://b.example'], choices: [{ finish_reason: 'stop' }] };

  expect(JSON.parse(await cite(JSON.stringify(answer)))).toMatchObject({
    choices: [{ message: { annotations: [{ url_citation: { url: 'https://b.example', title: '' } }] } }],
  });
});

test.each(['<html>', '{ "choices": [] }'])('what has no sources stays as it is: %s', async (text) => {
  expect(await cite(text)).toBe(text);
});
