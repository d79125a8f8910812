import { describe, expect, it } from 'vitest';
import { routes } from '../../../shared/contract/routes.ts';
import { domainOfPath } from './domain-of-path.ts';

describe('who answers a path', () => {
  it.each(routes.map((route) => [route.path.replace(/\{\w+\}/g, 'x%2Fy'), route.domain] as const))(
    '%s is answered by %s',
    (path, domain) => {
      expect(domainOfPath(path)).toBe(domain);
    },
  );

  it.each([
    ['/v1/nothing', 'gateway'],
    ['/api/v2/nothing', 'operations'],
    ['/api/v2', 'operations'],
    ['/otel/nothing', 'tracing'],
    ['/api/public/nothing', 'tracing'],
  ])('%s, which is nowhere, is refused by %s in its own format', (path, domain) => {
    expect(domainOfPath(path)).toBe(domain);
  });

  it.each(['/', '/traces', '/v1x', '/api/v2x', '/config.json', '/assets/app.js'])('%s is the console’s', (path) => {
    expect(domainOfPath(path)).toBeNull();
  });
});
