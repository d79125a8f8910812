import { expect, test } from 'vitest';
import { createSandboxProvider } from '../../../shared/providers/sandbox/sandbox-provider.ts';
import { createObservation } from '../recording/observation.ts';
import { readChunks } from './read-chunks.ts';

const word = (content: string) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
const broken = 'data: {"choices\n\n';

async function read(...pieces: string[]) {
  const provider = createSandboxProvider({ clock: () => 0, ids: () => 'id' });
  const observation = createObservation();
  const told: string[] = [];
  let failure: unknown = null;
  const body = (async function* () {
    for (const piece of pieces) yield Buffer.from(piece);
  })();
  try {
    for await (const batch of readChunks(body, { provider, observation }, () => 1))
      told.push(Buffer.concat(batch.map(({ bytes }) => bytes)).toString());
  } catch (thrown) {
    failure = thrown;
  }
  return { told, failure, content: observation.messages[0]?.content };
}

test('what comes before a bad event in the same piece still goes out', async () => {
  const { told, failure, content } = await read(word('a') + word('b') + broken + word('c'));

  expect(told).toEqual([word('a') + word('b')]);
  expect(failure).toMatchObject({ type: 'provider_invalid_response' });
  expect(content).toBe('ab');
});

test('after the end mark nothing counts, good or bad, in one piece or in another', async () => {
  const end = 'data: [DONE]\n\n';

  expect(await read(word('a') + end + word('b') + broken)).toEqual({
    told: [word('a') + end],
    failure: null,
    content: 'a',
  });
  expect(await read(word('a'), end, word('b'))).toEqual({ told: [word('a'), end], failure: null, content: 'a' });
});
