import { describe, expect, it } from 'vitest';
import { loadStage } from './load-stage.ts';

const load = (name: unknown, environment: Record<string, string> = {}) =>
  loadStage(name, { environment, version: '1.2.3' });

describe('loadStage', () => {
  it.each([undefined, '', 'prod', 7])('does not guess what stage %s means', (name) => {
    expect(() => load(name)).toThrow(/is none of local, dev, staging, production/);
  });

  it('protects exactly staging and production', () => {
    const isProtected = ['local', 'dev', 'staging', 'production'].map((name) => load(name).isProtected);

    expect(isProtected).toEqual([false, false, true, true]);
  });

  it.each([
    [{}, 'http://localhost:4566'],
    [{ EMULATOR_PORT: '4701' }, 'http://localhost:4701'],
    [{ EMULATOR_PORT: '4701', AWS_ENDPOINT_URL: 'http://127.0.0.1:4800' }, 'http://127.0.0.1:4800'],
  ])('finds the emulator in %j', (environment, url) => {
    expect(load('local', environment).emulatorUrl).toBe(url);
  });

  it('knows an emulator on the local stage only', () => {
    const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4800' };

    expect(['dev', 'staging', 'production'].map((name) => load(name, environment).emulatorUrl)).toEqual([
      null,
      null,
      null,
    ]);
  });
});
