import type { StageName } from '../config.ts';

const everyStack = ['--all'];
/** Otherwise the CLI waits for hosts that a closed network does not have. */
const quiet = ['--no-notices'];

/** Arguments of the CDK CLI for all stacks of a stage. */
export function cdkArguments(command: string, stage: StageName, extra: readonly string[] = []): string[] {
  return [command, ...everyStack, '--context', `stage=${stage}`, ...quiet, ...extra];
}

/** The emulator mixes up change sets of stacks that are deployed again; it needs none. */
export function deployArguments(stage: StageName): string[] {
  const method = stage === 'local' ? ['--method', 'direct'] : [];
  return ['--require-approval', 'never', '--concurrency', '4', ...method];
}
