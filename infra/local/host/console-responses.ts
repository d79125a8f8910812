import { consoleIsolation, contentSecurityPolicy } from '../../constructs/content-security-policy.ts';
import { output, type StackOutputs } from '../deploy/deployed-stacks.ts';
import { localRegion } from '../safety/local-environment.ts';

interface ConsoleInput {
  endpoint: string;
  outputs: StackOutputs;
  version: string;
}

/** What `/config.json` says: what CloudFront serves in AWS. */
export function consoleConfig({ endpoint, outputs, version }: ConsoleInput) {
  return {
    stage: 'local',
    version,
    apiUrl: '',
    cognito: {
      endpoint,
      region: localRegion,
      userPoolId: output(outputs, 'UserPoolId'),
      clientId: output(outputs, 'UserPoolClientId'),
    },
  };
}

/** The headers of production, but for those that need https. */
export function consoleHeaders({
  endpoint,
  outputs,
}: Pick<ConsoleInput, 'endpoint' | 'outputs'>): Record<string, string> {
  const socket = new URL(output(outputs, 'WebSocketUrl')).origin;
  return {
    'content-security-policy': contentSecurityPolicy([endpoint, socket], { upgradesInsecure: false }),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    ...consoleIsolation,
  };
}
