import { type RouteConfigInput, routeConfigSchema } from '../../../shared/contract/route-config.ts';
import type { RouteVersion } from '../../../shared/contract/routing.ts';

/** A route named `support` that tries models in order, unless told otherwise. */
export function makeRoute(models: readonly string[], more: Partial<RouteConfigInput> = {}): RouteVersion {
  const targets = models.map((model, index) => ({ id: `t${index}`, model }));
  const config = routeConfigSchema.parse({
    targets,
    rules: [{ name: 'always', use: { kind: 'fallback', targets: targets.map(({ id }) => id) } }],
    retries: { maxAttempts: 3, baseDelayMs: 0, maxDelayMs: 10 },
    ...more,
  });
  const createdBy = { kind: 'person', id: 'p', name: 'Ada' } as const;
  return { name: 'support', version: 3, config, createdAt: '2026-11-26T00:00:00.000Z', createdBy, restoredFrom: null };
}
