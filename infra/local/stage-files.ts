import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

/** `.signalbox/local.json`: how a person or a script on this machine reaches the stage. */
export const localFileSchema = z.object({
  url: z.url(),
  websocketUrl: z.string(),
  apiKey: z.string(),
  projectId: z.string(),
  email: z.string(),
  password: z.string(),
});
export type LocalFile = z.output<typeof localFileSchema>;

/** `.signalbox/stage.json`: what runs now, for tests and tools. Written when the stage is ready, removed when it stops. */
export const stageFileSchema = z.object({
  emulatorUrl: z.url(),
  /** The REST API inside the emulator. */
  apiGatewayUrl: z.url(),
  processId: z.int(),
});
export type StageFile = z.output<typeof stageFileSchema>;

/** Reads and validates a JSON file; null if it is absent or not what it should be. */
export function readJsonFile<T extends z.ZodType>(path: string, schema: T): z.output<T> | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writePrivateJson(path: string, value: unknown): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, path);
}
