import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { LocalStageError } from '../local-stage-error.ts';
import { checkOfferedServices } from './check-offered-services.ts';

let stop = () => {};
afterEach(() => stop());

/** An emulator that answers each service with a status of its own. */
async function emulatorOf(statusOf: Record<string, number>): Promise<string> {
  const server = createServer((request, response) => {
    const scope = /\/us-east-1\/([\w-]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
    response.writeHead(statusOf[scope] ?? 200).end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  stop = () => void server.close();
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

describe('what an emulator offers', () => {
  it.each([{}, { 'cognito-idp': 400 }, { apigateway: 403 }])(
    'is enough where both answer, whatever they say: %j',
    async (statuses) => {
      await expect(checkOfferedServices(await emulatorOf(statuses))).resolves.toBeUndefined();
    },
  );

  it.each([
    [{ 'cognito-idp': 501 }, 'does not offer Cognito: use MiniStack'],
    [{ apigateway: 404 }, 'does not offer WebSocket APIs (API Gateway v2): use MiniStack'],
    [{ 'cognito-idp': 501, apigateway: 501 }, 'does not offer Cognito and WebSocket APIs'],
  ])('is named in one sentence where something is missing: %j', async (statuses, sentence) => {
    const endpoint = await emulatorOf(statuses);

    await expect(checkOfferedServices(endpoint)).rejects.toThrow(LocalStageError);
    await expect(checkOfferedServices(endpoint)).rejects.toThrow(sentence);
  });
});
