import { answersStageHelp, readArguments } from './arguments.ts';
import { cdkArguments, deployArguments } from './cdk.ts';
import { runCommandLine } from './command-error.ts';
import { runProgram } from './run-program.ts';
import { accessStage } from './stage-access.ts';

/** `npm run deploy -- --stage S`: builds the console, prepares the account and deploys what has changed. */
await runCommandLine(async () => {
  const args = process.argv.slice(2);
  if (answersStageHelp('deploy', 'Builds the console, prepares the account and deploys what has changed.', args))
    return;
  const { stage, cdk } = readArguments(args);
  const { environment, account } = await accessStage(stage);
  process.stdout.write(`  Deploying ${stage} to account ${account}\n`);
  if (stage !== 'local') await runProgram('vite', ['build', 'frontend'], environment);
  await runProgram('cdk', ['bootstrap', '--context', `stage=${stage}`, '--no-notices'], environment);
  await runProgram('cdk', cdkArguments('deploy', stage, [...deployArguments(stage), ...cdk]), environment);
});
