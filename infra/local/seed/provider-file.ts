import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { createProvider } from '../../../shared/contract/providers.ts';
import { LocalStageError } from '../local-stage-error.ts';

const { id, name, kind, baseUrl, apiKey, models } = createProvider.body.shape;
const entrySchema = z.strictObject({ id, name, kind, baseUrl, apiKey, models });
export type ProviderEntry = z.output<typeof entrySchema>;

/** Reads the YAML file that `SIGNALBOX_PROVIDERS` names. */
export function readProviderFile(path: string): ProviderEntry[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new LocalStageError(`SIGNALBOX_PROVIDERS names ${path}, which cannot be read: correct the path.`, cause);
  }
  return parseProviders(text, path);
}

/** Validates all entries; an error names the file, the entry and the field, and never a key. */
export function parseProviders(text: string, path: string): ProviderEntry[] {
  const document = parseYaml(text, path);
  if (document === null) return [];
  if (!Array.isArray(document))
    throw new LocalStageError(`${path}: write a list of providers, each beginning with "- id:".`);
  const entries = document.map((entry: unknown, index) => parseEntry(entry, index, path));
  const taken = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    if (entry.id === 'sandbox') throw fault(path, index, entry.id, 'id', 'is the name of the built-in provider');
    if (taken.has(entry.id)) throw fault(path, index, entry.id, 'id', 'is used twice');
    taken.add(entry.id);
  }
  return entries;
}

function parseYaml(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '').replace(/:$/, '') : 'unreadable';
    throw new LocalStageError(`${path} is not YAML: ${reason}.`, cause);
  }
}

function parseEntry(entry: unknown, index: number, path: string): ProviderEntry {
  const parsed = entrySchema.safeParse(entry);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') || (issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : 'entry');
  throw fault(path, index, nameOf(entry), field, issue?.message ?? 'is wrong');
}

function nameOf(entry: unknown): string | null {
  const named = z.object({ id: z.string() }).safeParse(entry);
  return named.success ? named.data.id : null;
}

function fault(path: string, index: number, entryId: string | null, field: string, message: string): LocalStageError {
  const entry = entryId === null ? `entry ${index + 1}` : `entry ${index + 1} (${entryId})`;
  return new LocalStageError(`${path}, ${entry}, ${field}: ${message}.`);
}
