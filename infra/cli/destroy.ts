import { createInterface } from 'node:readline/promises';
import { answersStageHelp, readArguments } from './arguments.ts';
import { cdkArguments } from './cdk.ts';
import { CommandError, runCommandLine } from './command-error.ts';
import { emptyBuckets } from './empty-buckets.ts';
import { requireUnprotectedStacks, requireUnprotectedStage } from './require-unprotected.ts';
import { runProgram } from './run-program.ts';
import { accessStage } from './stage-access.ts';

/** `npm run destroy -- --stage S`: asks first, and does not touch a protected stage. */
await runCommandLine(async () => {
  const args = process.argv.slice(2);
  if (answersStageHelp('destroy', 'Asks first, and deletes a stage with everything in it; not a protected one.', args))
    return;
  const { stage, cdk } = readArguments(args);
  requireUnprotectedStage(stage);
  const { environment, account } = await accessStage(stage);
  await requireUnprotectedStacks(stage, environment);
  await confirm(stage, account);
  await emptyBuckets(stage, environment);
  await runProgram('cdk', cdkArguments('destroy', stage, ['--force', ...cdk]), environment);
});

async function confirm(stage: string, account: string): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    process.stdout.write(`  This deletes the stage ${stage} in account ${account}, with everything in it, for good.\n`);
    const answer = await terminal.question(`  Type ${stage} to go on: `);
    if (answer.trim() !== stage) throw new CommandError('Nothing was deleted.');
  } finally {
    terminal.close();
  }
}
