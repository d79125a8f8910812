import type { RouteConfig } from '../../../shared/contract/route-config.ts';
import type { CacheWish } from './read-cache-wish.ts';

export interface CachingPlan {
  ttlSeconds: number;
  namespace: string;
  /** The caller named the time, and would have to be told if it cannot be. */
  isTtlAsked: boolean;
}

/** Of a request that asks for the cache and says no more. */
const standard = { ttlSeconds: 3_600, namespace: 'default' };

/** What holds for a call: the request's word goes before the route's. Null if neither asks for the cache. */
export function planCaching(wish: CacheWish, route: RouteConfig['cache']): CachingPlan | null {
  if (wish === false || (wish === null && route?.enabled !== true)) return null;
  const { ttlSeconds, namespace } = route ?? standard;
  return {
    ttlSeconds: wish?.ttlSeconds ?? ttlSeconds,
    namespace: wish?.namespace ?? namespace,
    isTtlAsked: typeof wish?.ttlSeconds === 'number',
  };
}
