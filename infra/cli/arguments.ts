import { parseArgs } from 'node:util';
import { type StageName, stageNameSchema, stageNames } from '../config.ts';
import { CommandError } from './command-error.ts';
import { answersHelp } from './command-usage.ts';

export interface Arguments {
  stage: StageName;
  /** What comes after `--`, for the CDK. */
  cdk: readonly string[];
}

/** Whether help was asked for, and given; throws for an argument that none is. */
export function answersStageHelp(
  command: 'deploy' | 'diff' | 'destroy',
  about: string,
  args: readonly string[],
): boolean {
  return answersHelp(
    {
      command: `npm run ${command}`,
      about,
      flags: { stage: { value: 'dev', short: 's', help: `which: ${stageNames.join(', ')}` } },
      more: ['What comes after a further -- goes to the CDK.'],
    },
    args,
  );
}

/** `--stage S [-- …]`; without a stage nothing is guessed, because the command may change an account. */
export function readArguments(args: readonly string[]): Arguments {
  const separator = args.indexOf('--');
  const own = separator === -1 ? args : args.slice(0, separator);
  const stage = stageNameSchema.safeParse(stageOf(own));
  if (!stage.success) {
    throw new CommandError(`Name the stage: --stage ${stageNames.join(' | ')}`);
  }
  return { stage: stage.data, cdk: separator === -1 ? [] : args.slice(separator + 1) };
}

function stageOf(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { stage: { type: 'string', short: 's' } } }).values.stage;
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}
