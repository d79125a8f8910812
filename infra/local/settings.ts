import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { Environment } from '../../shared/aws/client-config.ts';
import { LocalStageError } from './local-stage-error.ts';
import { repository } from './paths.ts';

const portSchema = z.coerce
  .number('must be a port number')
  .int('must be a port number')
  .min(1, 'must be a port number from 1 to 65535')
  .max(65_535, 'must be a port number from 1 to 65535');

export const settingsSchema = z.object({
  PORT: portSchema.default(3000),
  EMULATOR_PORT: portSchema.default(4566),
  AWS_ENDPOINT_URL: z.url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:4566' }).optional(),
  SIGNALBOX_HOME: z.string().optional(),
  SIGNALBOX_PROVIDERS: z.string().optional(),
  SIGNALBOX_WATCH: z.enum(['on', 'off'], 'must be on or off').default('on'),
});

export interface Settings {
  port: number;
  emulatorPort: number;
  /** An emulator that somebody else runs; null: start one. */
  givenEndpoint: string | null;
  home: string;
  /** YAML file of providers to connect. */
  providersFile: string | null;
  /** Bring edits in while running. Off for tests, which must not change under way. */
  watchesSource: boolean;
}

/** Reads what can be set from outside; a wrong value names its variable. */
export function readSettings(environment: Environment, workingDirectory: string): Settings {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settingsSchema.safeParse(set);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new LocalStageError(`${String(issue?.path[0])} ${issue?.message}: correct it or leave it out.`);
  }
  const { PORT, EMULATOR_PORT, AWS_ENDPOINT_URL, SIGNALBOX_HOME, SIGNALBOX_PROVIDERS, SIGNALBOX_WATCH } = parsed.data;
  if (PORT === EMULATOR_PORT && AWS_ENDPOINT_URL === undefined) {
    throw new LocalStageError(`PORT and EMULATOR_PORT are both ${PORT}: choose two different ports.`);
  }
  return {
    port: PORT,
    emulatorPort: EMULATOR_PORT,
    givenEndpoint: AWS_ENDPOINT_URL ?? null,
    home: homeOf({ SIGNALBOX_HOME }, workingDirectory),
    providersFile: SIGNALBOX_PROVIDERS === undefined ? null : resolve(workingDirectory, SIGNALBOX_PROVIDERS),
    watchesSource: SIGNALBOX_WATCH === 'on',
  };
}

/** Where a stage keeps what it stores, and describes itself. */
export function homeOf({ SIGNALBOX_HOME }: Environment, workingDirectory: string): string {
  return SIGNALBOX_HOME ? resolve(workingDirectory, SIGNALBOX_HOME) : join(repository, '.signalbox');
}
