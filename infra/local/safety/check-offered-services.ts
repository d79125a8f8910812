import { LocalStageError } from '../local-stage-error.ts';

interface Probe {
  /** As a person knows it. */
  name: string;
  /** As AWS writes it in signatures, by which emulators tell services apart. */
  scope: string;
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** What Signalbox needs and not every emulator, or edition of one, offers. All of them only list. */
const probes: readonly Probe[] = [
  {
    name: 'Cognito',
    scope: 'cognito-idp',
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools',
    },
    body: '{"MaxResults":1}',
  },
  { name: 'WebSocket APIs (API Gateway v2)', scope: 'apigateway', method: 'GET', path: '/v2/apis', headers: {} },
];

const timeoutMilliseconds = 10_000;

/** Says before anything is deployed which service an emulator lacks, rather than letting CloudFormation fail over it. */
export async function checkOfferedServices(endpoint: string): Promise<void> {
  const offered = await Promise.all(probes.map((probe) => isOffered(endpoint, probe)));
  const missing = probes.filter((_, index) => offered[index] === false).map(({ name }) => name);
  if (missing.length === 0) return;
  throw new LocalStageError(
    `The emulator at ${endpoint} does not offer ${missing.join(' and ')}: use MiniStack, or LocalStack with a plan that includes it.`,
  );
}

/** LocalStack answers 501 for what its plan lacks; an emulator that has no such service at all answers 404. */
async function isOffered(endpoint: string, { scope, path, method, headers, body }: Probe): Promise<boolean> {
  const date = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const credential = `test/${date}/us-east-1/${scope}/aws4_request`;
  const response = await fetch(new URL(path, endpoint), {
    method,
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    },
    signal: AbortSignal.timeout(timeoutMilliseconds),
    ...(body === undefined ? {} : { body }),
  });
  await response.body?.cancel();
  return response.status !== 501 && response.status !== 404;
}
