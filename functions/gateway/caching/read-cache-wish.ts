import * as z from 'zod';
import { cacheNamespaceSchema, cacheTtlSchema } from '../../../shared/contract/cache-fields.ts';
import { parseInput } from '../../../shared/http/parse-input.ts';
import type { JsonObject } from '../../../shared/json/json-object.ts';

export const cacheHeader = 'x-signalbox-cache';

/** What a request says about the cache: nothing (null), that it wants none of it (false), or how. */
export type CacheWish = { ttlSeconds: number | null; namespace: string | null } | false | null;

const bodySchema = z.object({
  cache: z
    .union(
      [
        z.literal(false),
        z.strictObject({ ttl_seconds: cacheTtlSchema.optional(), namespace: cacheNamespaceSchema.optional() }),
      ],
      { error: 'write `false`, or `{ "ttl_seconds": 600, "namespace": "faq" }`; a time has 1 to 2592000 seconds' },
    )
    .nullish(),
});
const headerForm = 'write `no-store`, or `ttl=600, namespace=faq`';
const headerSchema = z.object({
  [cacheHeader]: z.strictObject(
    { ttl: z.coerce.number().pipe(cacheTtlSchema).optional(), namespace: cacheNamespaceSchema.optional() },
    { error: headerForm },
  ),
});

/** From the field `cache` of the body or else the header. Throws a `ValidationError` that says how to write it. */
export function readCacheWish(body: Readonly<JsonObject>, headers: Pick<Headers, 'get'>): CacheWish {
  // Most say nothing about it.
  if (body['cache'] !== undefined) {
    const { cache } = parseInput('body', bodySchema, { cache: body['cache'] });
    if (cache === false) return false;
    if (cache) return { ttlSeconds: cache.ttl_seconds ?? null, namespace: cache.namespace ?? null };
  }
  const header = headers.get(cacheHeader);
  return header === null ? null : readHeader(header.trim());
}

function readHeader(header: string): CacheWish {
  if (header === 'no-store') return false;
  const pairs = header.split(',').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return [name.trim(), value.join('=').trim()];
  });
  const parsed = parseInput('header', headerSchema, { [cacheHeader]: Object.fromEntries(pairs) });
  const { ttl, namespace } = parsed[cacheHeader] ?? {};
  return { ttlSeconds: ttl ?? null, namespace: namespace ?? null };
}

/** The body without it, for translations that warn of what they do not know; the same object where it is not there. */
export function withoutCacheField(body: Readonly<JsonObject>): Readonly<JsonObject> {
  if (body['cache'] === undefined) return body;
  const { cache: _, ...rest } = body;
  return rest;
}
