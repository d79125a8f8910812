import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Domain } from '../../shared/contract/route.ts';
import { routes } from '../../shared/contract/routes.ts';
import { type RouteMount, routeMounts } from './route-mounts.ts';

/** What API Gateway would choose: an exact resource, or the greedy one below. */
function serves(mount: RouteMount, path: string): boolean {
  return (mount.servesPath && path === mount.path) || (mount.servesBelow && path.startsWith(`${mount.path}/`));
}

describe('routeMounts', () => {
  it('gives a whole prefix to the only domain below it', () => {
    const mounts = routeMounts([
      { domain: 'gateway', path: '/v1/models' },
      { domain: 'gateway', path: '/v1/chat/completions' },
    ]);

    expect(mounts).toEqual([{ domain: 'gateway', path: '/v1', servesPath: false, servesBelow: true }]);
  });

  it('goes down to where the domains part', () => {
    const mounts = routeMounts([
      { domain: 'identity', path: '/api/v2/keys' },
      { domain: 'identity', path: '/api/v2/keys/{keyId}' },
      { domain: 'operations', path: '/api/v2/health' },
    ]);

    expect(mounts).toEqual([
      { domain: 'identity', path: '/api/v2/keys', servesPath: true, servesBelow: true },
      { domain: 'operations', path: '/api/v2/health', servesPath: true, servesBelow: false },
    ]);
  });

  it.each([
    ['the same path', '/api/keys', '/api/keys'],
    ['a path and one below it', '/api/keys', '/api/keys/{id}'],
    ['a path behind a parameter', '/api/{id}/a', '/api/{id}/b'],
  ])('refuses two domains at %s', (_, first, second) => {
    const shared = [
      { domain: 'identity', path: first },
      { domain: 'models', path: second },
    ] as const;

    expect(() => routeMounts(shared)).toThrow(/is shared by the domains identity, models/);
  });

  it('serves every route of the contracts from its own domain, and from no other', () => {
    const mounts = routeMounts(routes);

    for (const route of routes) {
      const serving = mounts.filter((mount) => serves(mount, route.path));
      expect(serving.map(({ domain }) => domain)).toEqual([route.domain]);
    }
  });

  it('serves any routes whose first segments tell the domains apart', () => {
    const domain = fc.constantFrom<Domain[]>('gateway', 'models', 'tracing');
    const segments = fc.array(fc.constantFrom('a', 'b', '{id}'), { maxLength: 3 });
    const route = fc.record({ domain, segments }).map(({ domain, segments }) => ({
      domain,
      path: ['', 'api', domain, ...segments].join('/'),
    }));

    fc.assert(
      fc.property(fc.array(route, { minLength: 1 }), (generated) => {
        const mounts = routeMounts(generated);
        for (const { path, domain } of generated) {
          expect(mounts.filter((mount) => serves(mount, path)).map((mount) => mount.domain)).toEqual([domain]);
        }
      }),
    );
  });
});
