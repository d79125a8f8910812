import type { Domain } from '../../shared/contract/route.ts';

interface MountableRoute {
  domain: Domain;
  path: string;
}

/** A part of the URL space that one function serves. */
export interface RouteMount {
  domain: Domain;
  /** `/api/v2/keys`, without a trailing slash. */
  path: string;
  /** A route is exactly at the path. */
  servesPath: boolean;
  /** Routes are below the path. */
  servesBelow: boolean;
}

/**
 * The shortest prefixes of static segments that belong to one domain. API Gateway then needs one resource per prefix
 * instead of one per route, and a new route needs none.
 */
export function routeMounts(routes: readonly MountableRoute[]): RouteMount[] {
  return mountsBelow('', routes);
}

function mountsBelow(prefix: string, routes: readonly MountableRoute[]): RouteMount[] {
  const bySegment = Map.groupBy(routes, (route) => segmentAfter(prefix, route.path));
  return [...bySegment].flatMap(([segment, group]) => {
    const path = `${prefix}/${segment}`;
    const [first, ...others] = new Set(group.map((route) => route.domain));
    if (first === undefined) return [];
    if (others.length === 0) return [mountOf(first, path, group)];
    const isSplittable = group.every((route) => route.path.startsWith(`${path}/`));
    if (!isSplittable || segment.startsWith('{')) {
      throw new Error(`${path} is shared by the domains ${[first, ...others].join(', ')}`);
    }
    return mountsBelow(path, group);
  });
}

function mountOf(domain: Domain, path: string, group: readonly MountableRoute[]): RouteMount {
  return {
    domain,
    path,
    servesPath: group.some((route) => route.path === path),
    servesBelow: group.some((route) => route.path !== path),
  };
}

function segmentAfter(prefix: string, path: string): string {
  return path.slice(prefix.length + 1).split('/', 1)[0] ?? '';
}
