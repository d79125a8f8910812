import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { apiKeyValueSchema, maxProviderKeys } from '../../../shared/contract/provider-keys.ts';
import { connectionFields, type EndpointFields, findEndpointProblems } from '../../../shared/contract/providers.ts';
import { defaultBaseUrl } from '../../../shared/providers/default-base-url.ts';
import { LocalStageError } from '../local-stage-error.ts';

const entrySchema = z
  .strictObject({
    ...connectionFields,
    /** Several keys of the same provider, taken in turn. */
    apiKeys: z.array(apiKeyValueSchema).min(1).max(maxProviderKeys).optional(),
  })
  .superRefine((entry, context) => {
    for (const { field, message } of findEntryProblems(entry)) {
      context.addIssue({ code: 'custom', path: [field], message });
    }
  })
  .transform(({ apiKey, apiKeys, baseUrl, ...entry }) => ({
    ...entry,
    baseUrl: baseUrl ?? defaultBaseUrl(entry) ?? '',
    apiKeys: apiKeys ?? (apiKey === undefined ? [] : [apiKey]),
  }));
export type ProviderEntry = z.output<typeof entrySchema>;

interface EntryInput extends EndpointFields {
  id: string;
  baseUrl?: string | undefined;
  apiKey?: string | undefined;
  apiKeys?: string[] | undefined;
}

function findEntryProblems(entry: EntryInput) {
  const { apiKey, apiKeys = [], baseUrl } = entry;
  const problems = findEndpointProblems(entry);
  if (problems.length > 0) return problems;
  return [
    ...(baseUrl === undefined && defaultBaseUrl(entry) === null
      ? [{ field: 'baseUrl', message: 'is needed, for this kind of provider has none of its own' }]
      : []),
    ...(apiKey !== undefined && apiKeys.length > 0
      ? [{ field: 'apiKeys', message: 'write either apiKey or apiKeys' }]
      : []),
    ...(new Set(apiKeys).size < apiKeys.length ? [{ field: 'apiKeys', message: 'holds a key twice' }] : []),
  ];
}

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
