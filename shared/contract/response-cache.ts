import * as z from 'zod';
import { cacheNamespaceSchema, cacheTtlSchema } from './cache-fields.ts';
import { timestampSchema } from './common.ts';
import { defineRoute } from './route.ts';

export { maxCacheTtlSeconds } from './cache-fields.ts';

export const cacheSettingsSchema = z
  .strictObject({
    isEnabled: z.boolean().meta({ description: 'False: no call of the project is answered from the cache or kept' }),
    maxTtlSeconds: cacheTtlSchema.meta({ description: 'Longer times that a request asks for are refused' }),
  })
  .meta({ id: 'CacheSettings' });
export type CacheSettings = z.output<typeof cacheSettingsSchema>;

const cacheCountsFields = {
  hitCount: z.int().nonnegative(),
  sharedCount: z.int().nonnegative().meta({ description: 'Calls that waited for an identical one' }),
  storedCount: z.int().nonnegative(),
  savedNanoUsd: z.int().nonnegative(),
  simulatedSavedNanoUsd: z
    .int()
    .nonnegative()
    .meta({ description: 'Of `savedNanoUsd`, what nobody would have been charged for' }),
};

export const maxReportedNamespaces = 100;

export const cacheStatisticsSchema = z
  .object({
    settings: cacheSettingsSchema,
    ...cacheCountsFields,
    since: timestampSchema.meta({
      description: 'Of 30 days, or of fewer where there are too many namespaces to count',
    }),
    series: z
      .array(z.object({ start: timestampSchema, ...cacheCountsFields }))
      .meta({ description: 'By day, in UTC; days without calls are there, too' }),
    namespaces: z
      .array(z.object({ namespace: z.string(), ...cacheCountsFields }))
      .meta({ description: `The ${maxReportedNamespaces} that saved most; the sums are over all` }),
    namespaceCount: z.int().nonnegative(),
  })
  .meta({ id: 'CacheStatistics', description: 'Counts of the last 30 days' });
export type CacheStatistics = z.output<typeof cacheStatisticsSchema>;

export const getCache = defineRoute({
  id: 'getCache',
  domain: 'governance',
  method: 'GET',
  path: '/api/v2/cache',
  summary: 'What the response cache saved, and its settings',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  query: z.object({
    namespace: cacheNamespaceSchema.optional().meta({ description: 'Counts of this one only' }),
  }),
  response: { status: 200, description: 'Statistics and settings', schema: cacheStatisticsSchema },
});

export const putCacheSettings = defineRoute({
  id: 'putCacheSettings',
  domain: 'governance',
  method: 'PUT',
  path: '/api/v2/cache/settings',
  summary: 'Change the settings of the response cache',
  access: { kind: 'project', role: 'admin', scope: 'admin' },
  errors: 'problem',
  body: cacheSettingsSchema,
  exampleBody: { isEnabled: true, maxTtlSeconds: 86400 },
  response: { status: 200, description: 'The settings as they are now', schema: cacheSettingsSchema },
});

export const clearCache = defineRoute({
  id: 'clearCache',
  domain: 'governance',
  method: 'DELETE',
  path: '/api/v2/cache',
  summary: 'Forget what is cached, in one namespace or in all',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  query: z.object({ namespace: cacheNamespaceSchema.optional() }),
  response: { status: 204, description: 'Forgotten' },
});

export const cacheRoutes = [getCache, putCacheSettings, clearCache] as const;
