import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from '../storage/core-keys.ts';
import type { Claim } from './claim.ts';
import type { GovernancePorts } from './governance-ports.ts';

type Item = Record<string, unknown>;

/** The counters of all claims, as they were a moment ago. */
export interface Counters {
  of(key: ItemKey): Item | undefined;
}

const maxKeys = 100;

export async function readCounters(
  { documents, tableName }: Pick<GovernancePorts, 'documents' | 'tableName'>,
  claims: readonly Claim[],
): Promise<Counters> {
  const keys = claims.flatMap((claim) => (claim.kind === 'window' ? [claim.key, claim.previousKey] : [claim.key]));
  const found = new Map<string, Item>();
  for (let from = 0; from < keys.length; from += maxKeys) {
    await readSome(documents, tableName, keys.slice(from, from + maxKeys), found);
  }
  return { of: (key) => found.get(nameOf(key)) };
}

/** The same, but for these as they were later. */
export function withLater(counters: Counters, later: ReadonlyMap<string, Item>): Counters {
  return { of: (key) => later.get(nameOf(key)) ?? counters.of(key) };
}

async function readSome(
  documents: GovernancePorts['documents'],
  tableName: string,
  keys: ItemKey[],
  found: Map<string, Item>,
): Promise<void> {
  let open: Item[] = keys.map((key) => ({ ...key }));
  while (open.length > 0) {
    const request = { [tableName]: { Keys: open, ConsistentRead: true } };
    const { Responses, UnprocessedKeys } = await documents.send(new BatchGetCommand({ RequestItems: request }));
    for (const item of Responses?.[tableName] ?? []) {
      found.set(nameOf({ pk: String(item['pk']), sk: String(item['sk']) }), item);
    }
    open = UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
}

const names = new WeakMap<ItemKey, string>();

/** Asked for many times a call, of few keys: the text is made once, and hashed once. */
export function nameOf(key: ItemKey): string {
  let name = names.get(key);
  if (name === undefined) {
    name = `${key.pk}\n${key.sk}`;
    names.set(key, name);
  }
  return name;
}
