import type { TestProject } from 'vitest/node';
import { startEmulator } from './start-emulator.ts';

declare module 'vitest' {
  interface ProvidedContext {
    emulatorUrl: string;
  }
}

/** vitest's global set-up: one emulator for all files of the project; each file makes its own tables. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const emulator = await startEmulator();
  project.provide('emulatorUrl', emulator.url);
  return emulator.stop;
}
