import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

const directives = new Map(
  contentSecurityPolicy(['https://api.example', 'wss://live.example'])
    .split('; ')
    .map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources] as const;
    }),
);

describe('the content security policy of the console', () => {
  it('runs scripts of its own origin only, and none that are inline', () => {
    expect(directives.get('script-src')).toEqual(["'self'"]);
    expect(directives.get('default-src')).toEqual(["'none'"]);
  });

  it('calls its own origin and those it is told', () => {
    expect(directives.get('connect-src')).toEqual(["'self'", 'https://api.example', 'wss://live.example']);
  });

  it('cannot be framed, and loads no remote images', () => {
    expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
    expect(directives.get('img-src')).toEqual(["'self'", 'data:', 'blob:']);
  });
});
