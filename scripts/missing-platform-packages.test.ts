import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lockfileSchema, missingPlatformPackages } from './missing-platform-packages.ts';

const lockfile = (packages: Record<string, unknown>) => lockfileSchema.parse({ packages });

describe('the lockfile', () => {
  it('is complete, so that `npm ci` takes it on every platform', () => {
    const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
    // Otherwise: node scripts/complete-lockfile.ts
    expect(missingPlatformPackages(lockfileSchema.parse(JSON.parse(text)))).toEqual({});
  });
});

describe('packages of other platforms', () => {
  it('are missing if neither their dependent nor a folder above it has them', () => {
    const optionalDependencies = { 'a-linux-x64': '1.0.0', 'a-darwin-arm64': '1.0.0', 'a-win32-x64': '1.0.0' };
    const missing = missingPlatformPackages(
      lockfile({
        'node_modules/b/node_modules/a': { optionalDependencies },
        'node_modules/b/node_modules/a-linux-x64': {},
        'node_modules/a-win32-x64': {},
      }),
    );
    expect(missing).toEqual({
      'node_modules/a-darwin-arm64': { version: '1.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
    });
  });

  it.each([
    ['@x/cli-linux-arm64-musl', { os: ['linux'], cpu: ['arm64'], libc: ['musl'] }],
    ['@x/binding-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@x/binding-win32-ia32-msvc', { os: ['win32'], cpu: ['ia32'] }],
  ])('are described by their name: %s', (name, platform) => {
    const packages = { 'node_modules/x': { dev: true, optionalDependencies: { [name]: '2.0.0' } } };
    expect(missingPlatformPackages(lockfile(packages))).toEqual({
      [`node_modules/${name}`]: { version: '2.0.0', dev: true, optional: true, ...platform },
    });
  });

  it('are not guessed', () => {
    const packages = { 'node_modules/x': { optionalDependencies: { fsevents: '2.0.0' } } };
    expect(() => missingPlatformPackages(lockfile(packages))).toThrow('fsevents@2.0.0 does not say');
  });
});
