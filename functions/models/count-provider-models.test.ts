import { expect, test } from 'vitest';
import { silentLogger } from '../../shared/observability/logger.ts';
import type { ModelsPorts } from './app.ts';
import { probeProvider } from './probe-provider.ts';
import type { ProbeTarget } from './probe-request.ts';

const base = { region: null, apiVersion: null, baseUrl: 'https://h.example/v1' };

function portsAnswering(status: number): ModelsPorts {
  const transport = {
    send: async () => ({
      status,
      headers: {},
      body: (async function* () {
        yield Buffer.from('{"modelSummaries":[{},{}]}');
      })(),
    }),
  };
  const roleCredentials = async () => ({ accessKeyId: 'AKIATEST', secretAccessKey: 'test' });
  return { transport, roleCredentials, clock: () => 0, logger: silentLogger } as unknown as ModelsPorts;
}

const byRole: ProbeTarget = { ...base, kind: 'bedrock', region: 'eu-west-1', apiKey: null };

test.each([
  [byRole, 'It does not accept the role (status 403).'],
  [{ ...byRole, apiKey: 'a-key' }, 'It does not accept the key (status 403).'],
  [
    { ...base, kind: 'openai-compatible' as const, apiKey: null },
    'It does not accept calls without a key (status 403).',
  ],
])('who is refused is named: %j', async (target, message) => {
  const { test: result, isAccepted } = await probeProvider(portsAnswering(403), 'p', target);

  expect(result).toMatchObject({ isReachable: false, message });
  expect(isAccepted).toBe(false);
});

test('Bedrock’s list is counted', async () => {
  const { test: result } = await probeProvider(portsAnswering(200), 'p', byRole);

  expect(result).toMatchObject({ isReachable: true, modelCount: 2 });
});
