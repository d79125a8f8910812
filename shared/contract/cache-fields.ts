import * as z from 'zod';

export const maxCacheTtlSeconds = 30 * 86_400;
export const cacheNamespaceSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, `.`, `_` and `-`, at most 64');
export const cacheTtlSchema = z.int().min(1).max(maxCacheTtlSeconds);
