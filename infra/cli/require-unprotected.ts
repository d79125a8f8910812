import { CloudFormationClient, paginateDescribeStacks, type Stack } from '@aws-sdk/client-cloudformation';
import { awsClientConfig } from '../../shared/aws/client-config.ts';
import type { StageName } from '../config.ts';
import { loadStage } from '../stages/load-stage.ts';
import { CommandError } from './command-error.ts';

/** Throws if the configuration protects the stage, and says how to lift that. */
export function requireUnprotectedStage(stage: StageName): void {
  if (stage === 'local') throw new CommandError('`npm run reset` clears the local stage.');
  if (!loadStage(stage, { environment: process.env, version: 'any' }).isProtected) return;
  throw new CommandError(protectedMessage(stage, 'its configuration says so'));
}

/** The same for what is deployed, which may be older than the configuration. */
export async function requireUnprotectedStacks(stage: StageName, environment: NodeJS.ProcessEnv): Promise<void> {
  const stacks = await stacksOf(stage, environment);
  const names = stacks.filter((stack) => stack.EnableTerminationProtection === true).map((stack) => stack.StackName);
  if (names.length > 0)
    throw new CommandError(protectedMessage(stage, `termination protection is on: ${names.join(', ')}`));
}

/** The stacks of a stage that exist. */
export async function stacksOf(stage: StageName, environment: NodeJS.ProcessEnv): Promise<Stack[]> {
  const client = new CloudFormationClient(awsClientConfig(environment));
  const found: Stack[] = [];
  for await (const page of paginateDescribeStacks({ client }, {})) found.push(...(page.Stacks ?? []));
  return found.filter((stack) => stack.StackName?.startsWith(`signalbox-${stage}-`));
}

function protectedMessage(stage: StageName, reason: string): string {
  return (
    `${stage} is protected (${reason}). To delete it all the same: back up its tables, set isProtected to false in ` +
    `infra/stages/${stage}.ts and infra/config.ts, run \`npm run deploy -- --stage ${stage}\`, and try again.`
  );
}
