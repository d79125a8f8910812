import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { StageName } from '../config.ts';
import { checkEndpoint } from '../local/safety/check-endpoint.ts';
import { localEnvironment } from '../local/safety/local-environment.ts';
import { loadStage } from '../stages/load-stage.ts';
import { CommandError } from './command-error.ts';

export interface StageAccess {
  /** For every program that touches the stage. */
  environment: NodeJS.ProcessEnv;
  account: string;
}

/** How to reach a stage: its AWS account, or for the local stage the emulator and nothing else. */
export async function accessStage(stage: StageName): Promise<StageAccess> {
  const { emulatorUrl, target } = loadStage(stage, { environment: process.env, version: 'any' });
  if (emulatorUrl !== null) {
    const endpoint = await emulatorAt(emulatorUrl);
    return { environment: withoutTelemetry(localEnvironment(process.env, endpoint)), account: target?.account ?? '' };
  }
  return { environment: withoutTelemetry(process.env), account: await callerAccount() };
}

async function emulatorAt(url: string): Promise<string> {
  try {
    return await checkEndpoint(url);
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

async function callerAccount(): Promise<string> {
  try {
    const { Account } = await new STSClient({ region: process.env['AWS_REGION'] ?? 'us-east-1' }).send(
      new GetCallerIdentityCommand({}),
    );
    if (Account !== undefined) return Account;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      `No AWS account: sign in (\`aws sso login\`) or set AWS_PROFILE, then try again. (${reason})`,
    );
  }
  throw new CommandError('AWS did not say which account this is. Try again.');
}

function withoutTelemetry(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, CDK_DISABLE_CLI_TELEMETRY: 'true' };
}
