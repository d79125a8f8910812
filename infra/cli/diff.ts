import { readArguments } from './arguments.ts';
import { cdkArguments } from './cdk.ts';
import { runCommandLine } from './command-error.ts';
import { runProgram } from './run-program.ts';
import { accessStage } from './stage-access.ts';

/** `npm run diff -- --stage S`: what a deployment would change. */
await runCommandLine(async () => {
  const { stage, cdk } = readArguments(process.argv.slice(2));
  const { environment } = await accessStage(stage);
  await runProgram('cdk', cdkArguments('diff', stage, cdk), environment);
});
