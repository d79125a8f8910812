import { rmSync } from 'node:fs';
import * as z from 'zod';
import type { Environment } from '../../../shared/aws/client-config.ts';
import { cdkArguments, deployArguments } from '../../cli/cdk.ts';
import { LocalStageError } from '../local-stage-error.ts';
import { repository, type StagePaths } from '../paths.ts';
import type { Progress } from '../progress.ts';
import { type CommandResult, runCommand } from '../run-command.ts';
import { localEnvironment } from '../safety/local-environment.ts';
import { sourceHash } from '../source-hash.ts';
import { readJsonFile, writePrivateJson } from '../stage-files.ts';
import { readDeployedStacks, type StackOutputs } from './deployed-stacks.ts';

const deployedSchema = z.object({ hash: z.string(), stacks: z.array(z.string()).min(1) });

interface DeployInput {
  endpoint: string;
  paths: StagePaths;
  environment: Environment;
  progress: Progress;
}

/**
 * Deploys the real stacks to the emulator with the CDK, unless the source is the one that was deployed last and the
 * emulator still has all of it. Returns the outputs.
 */
export async function deployStacks(input: DeployInput): Promise<StackOutputs> {
  const { endpoint, paths, progress } = input;
  const hash = deploymentHash(endpoint);
  const before = await readDeployedStacks({ AWS_ENDPOINT_URL: endpoint });
  const recorded = readJsonFile(paths.deployedFile, deployedSchema);
  if (recorded?.hash === hash && recorded.stacks.every((stack) => before.complete.includes(stack))) {
    return await progress.step('Deploy the stacks', async (describe) => {
      describe('unchanged');
      return before.outputs;
    });
  }
  rmSync(paths.deployedFile, { force: true });
  const environment = cdkEnvironment(input);
  if (!before.isBootstrapped) {
    await progress.step('Prepare the emulator for the CDK', () => bootstrap(input, environment));
  }
  return await progress.step('Deploy the stacks', async (describe) => {
    await deploy(input, environment);
    const { complete, outputs } = await readDeployedStacks({ AWS_ENDPOINT_URL: endpoint });
    writePrivateJson(paths.deployedFile, { hash, stacks: complete });
    describe(`${complete.length} stacks`);
    return outputs;
  });
}

/** The endpoint counts: addresses of queues and of the WebSocket hold its port. */
function deploymentHash(endpoint: string): string {
  const infra = [
    'app.ts',
    'config.ts',
    'function-definitions.ts',
    'signalbox-app.ts',
    'constructs',
    'stacks',
    'stages',
  ];
  const sources = [...infra.map((path) => `infra/${path}`), 'functions', 'shared', 'cdk.json', 'package-lock.json'];
  return sourceHash(repository, sources, [endpoint]);
}

function cdkEnvironment({ environment, endpoint }: DeployInput): Record<string, string> {
  return { ...localEnvironment(environment, endpoint), CDK_DISABLE_CLI_TELEMETRY: 'true', NO_COLOR: '1', CI: 'true' };
}

async function bootstrap(input: DeployInput, environment: Record<string, string>): Promise<void> {
  const { AWS_REGION: region, CDK_DEFAULT_ACCOUNT: account } = environment;
  const result = await cdk(input, environment, ['bootstrap', `aws://${account}/${region}`, '--no-notices']);
  requireSuccess(result, 'prepare the emulator for the CDK', input.paths);
}

async function deploy(input: DeployInput, environment: Record<string, string>): Promise<void> {
  const args = cdkArguments('deploy', 'local', [...deployArguments('local'), '--progress', 'events']);
  requireSuccess(await cdk(input, environment, args), 'deploy the stacks', input.paths);
}

async function cdk({ paths }: DeployInput, environment: Record<string, string>, args: readonly string[]) {
  return await runCommand('cdk', [...args, '--output', paths.cloudAssembly], { cwd: repository, environment });
}

function requireSuccess({ code, output }: CommandResult, what: string, paths: StagePaths): void {
  if (code === 0) return;
  const lines = output.trim().split('\n');
  const reason = lines.findLast((line) => /error|failed|❌/i.test(line)) ?? lines.at(-1) ?? '';
  process.stderr.write(`${output.trim()}\n`);
  throw new LocalStageError(
    `The CDK could not ${what} (${reason.trim()}): what it printed is above, and ${paths.emulatorLog} has the emulator's side.`,
  );
}
