import type { Domain } from '../../../shared/contract/route.ts';
import { routes } from '../../../shared/contract/routes.ts';
import { type RouteMount, routeMounts } from '../../constructs/route-mounts.ts';

/** What is answered by functions; everything else is the console. */
const apiPrefixes: readonly (readonly [prefix: string, fallback: Domain])[] = [
  ['/v1', 'gateway'],
  ['/api/v2', 'operations'],
  ['/api/public', 'tracing'],
  ['/otel', 'tracing'],
];

/** Longest first, so that `/api/v2/a/b` is found before `/api/v2/a`. */
const mounts = routeMounts(routes).sort((left, right) => right.path.length - left.path.length);

/**
 * The domain whose function serves a path, by the same mounts that API Gateway has; null if the path belongs to the console.
 * An unknown path of the API goes to a function too, which answers in the API's own format.
 */
export function domainOfPath(path: string): Domain | null {
  const fallback = apiPrefixes.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))?.[1];
  if (fallback === undefined) return null;
  return mounts.find((mount) => serves(mount, path))?.domain ?? fallback;
}

function serves({ path: mounted, servesBelow }: RouteMount, path: string): boolean {
  return path === mounted || (servesBelow && path.startsWith(`${mounted}/`));
}
