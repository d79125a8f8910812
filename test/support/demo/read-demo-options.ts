import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CommandUsage } from '../../../infra/cli/command-usage.ts';
import { stagePaths } from '../../../infra/local/paths.ts';
import { homeOf } from '../../../infra/local/settings.ts';
import type { Environment } from '../../../shared/aws/client-config.ts';
import type { DemoOptions } from './build-demo.ts';

export interface DemoCommand extends DemoOptions {
  /** `local.json` of a running stage. */
  file: string;
  /** Of another project than the stage's first. */
  apiKey: string | null;
}

export const demoUsage: CommandUsage = {
  command: 'npm run demo',
  about: "Sends a simulated team's traffic to a running stage, to look at the console with.",
  flags: {
    traces: { value: '400', help: 'about how many, up to 20,000' },
    days: { value: '14', help: 'over how many days until now, up to 30' },
    seed: { value: 'nordpfad', help: 'another word makes other traffic' },
    until: { value: '2026-11-26T12:00:00Z', help: 'when the newest happened' },
    key: { value: 'sbx_…', help: 'sends to the project of another key' },
    file: { value: '.signalbox/local.json', help: 'where another stage than that of SIGNALBOX_HOME describes itself' },
  },
};

interface Surroundings {
  now: number;
  environment: Environment;
  workingDirectory: string;
}

/** Throws a sentence that names the flag that is wrong. */
export function readDemoOptions(
  args: readonly string[],
  { now, environment, workingDirectory }: Surroundings,
): DemoCommand {
  const { values } = parseArgs({
    args: [...args],
    options: {
      traces: { type: 'string', default: '400' },
      days: { type: 'string', default: '14' },
      seed: { type: 'string', default: 'nordpfad' },
      until: { type: 'string' },
      file: { type: 'string' },
      key: { type: 'string' },
    },
  });
  return {
    traces: wholeOf('traces', values.traces, 20_000),
    days: wholeOf('days', values.days, 30),
    seed: values.seed,
    until: values.until === undefined ? Math.floor(now / 60_000) * 60_000 : momentOf(values.until, now),
    file:
      values.file === undefined
        ? stagePaths(homeOf(environment, workingDirectory)).localFile
        : resolve(workingDirectory, values.file),
    apiKey: values.key ?? null,
  };
}

function wholeOf(flag: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Error(`--${flag} has to be a whole number from 1 to ${most}, not ${text}.`);
  return value;
}

function momentOf(text: string, now: number): number {
  const moment = Date.parse(text);
  if (Number.isNaN(moment) || moment > now)
    throw new Error(`--until has to be a time in the past such as 2026-11-26T12:00:00Z, not ${text}.`);
  return moment;
}
