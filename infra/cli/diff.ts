import { answersStageHelp, readArguments } from './arguments.ts';
import { cdkArguments } from './cdk.ts';
import { runCommandLine } from './command-error.ts';
import { runProgram } from './run-program.ts';
import { accessStage } from './stage-access.ts';

/** `npm run diff -- --stage S`: what a deployment would change. */
await runCommandLine(async () => {
  const args = process.argv.slice(2);
  if (answersStageHelp('diff', 'Says what a deployment would change.', args)) return;
  const { stage, cdk } = readArguments(args);
  const { environment } = await accessStage(stage);
  await runProgram('cdk', cdkArguments('diff', stage, cdk), environment);
});
