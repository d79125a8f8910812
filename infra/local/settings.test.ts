import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LocalStageError } from './local-stage-error.ts';
import { repository } from './paths.ts';
import { readSettings } from './settings.ts';

describe('the settings of the local stage', () => {
  it('need nothing', () => {
    expect(readSettings({}, '/somewhere')).toEqual({
      port: 3000,
      emulatorPort: 4566,
      givenEndpoint: null,
      home: join(repository, '.signalbox'),
      providersFile: null,
      watchesSource: true,
    });
  });

  it('take paths from where the command was given', () => {
    const { home, providersFile } = readSettings(
      { SIGNALBOX_HOME: 'state', SIGNALBOX_PROVIDERS: '../providers.yaml' },
      '/work/here',
    );
    expect(home).toBe('/work/here/state');
    expect(providersFile).toBe('/work/providers.yaml');
  });

  it('count an empty variable as unset', () => {
    expect(readSettings({ PORT: '', AWS_ENDPOINT_URL: '' }, '/')).toMatchObject({ port: 3000, givenEndpoint: null });
  });

  it.each([
    [{ PORT: 'web' }, 'PORT must be a port number'],
    [{ PORT: '0' }, 'PORT must be a port number from 1 to 65535'],
    [{ EMULATOR_PORT: '65536' }, 'EMULATOR_PORT must be a port number from 1 to 65535'],
    [{ PORT: '3000.5' }, 'PORT must be a port number'],
    [{ AWS_ENDPOINT_URL: 'localhost' }, 'AWS_ENDPOINT_URL must be a URL'],
    [{ AWS_ENDPOINT_URL: 'file:///etc/passwd' }, 'AWS_ENDPOINT_URL must be a URL'],
    [{ PORT: '4566' }, 'PORT and EMULATOR_PORT are both 4566'],
    [{ SIGNALBOX_WATCH: 'maybe' }, 'SIGNALBOX_WATCH must be on or off'],
  ])('refuse %o by name', (environment, sentence) => {
    expect(() => readSettings(environment, '/')).toThrow(LocalStageError);
    expect(() => readSettings(environment, '/')).toThrow(sentence);
  });
});
