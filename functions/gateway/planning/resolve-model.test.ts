import { describe, expect, test } from 'vitest';
import { findModel } from '../../../shared/models/catalogue.ts';
import { createSandboxProvider } from '../../../shared/providers/sandbox/sandbox-provider.ts';
import type { GatewayPorts, ProjectSettings } from '../gateway-ports.ts';
import { mockRecord } from '../testing/gateway-harness.ts';
import { findCallableModel, resolveModel } from './resolve-model.ts';

const sandbox = createSandboxProvider({ clock: () => 0, ids: () => 'id' });
const record = (id: string, models: string[]) => ({ ...mockRecord('https://example.com/v1'), id, models });
const settingsWith = (...providers: ReturnType<typeof record>[]): ProjectSettings => ({
  capturesContent: true,
  providers,
  overrides: [],
});

function portsWith(cached: ProjectSettings, fresh = cached) {
  let reads = 0;
  const ports = {
    sandbox,
    settingsOf: async () => cached,
    freshSettingsOf: async () => {
      reads += 1;
      return fresh;
    },
    openProvider: async ({ id }: { id: string }) => ({ ...sandbox, slug: id }),
  } as unknown as GatewayPorts;
  return { ports, reads: () => reads };
}

describe('a model of the catalogue', () => {
  const priced = findModel('openai/gpt-4o');

  test('is served by the provider of its name, at its price', () => {
    expect(findCallableModel(settingsWith(record('openai', [])), 'openai/gpt-4o')?.price).toEqual(priced?.price);
    expect(priced?.price).toBeTruthy();
    expect(findCallableModel(settingsWith(), 'openai/gpt-4o')).toBeNull();
  });

  test.each([[[]], [['*']]])('lends its price to a dated snapshot (served besides: %j)', (models) => {
    const found = findCallableModel(settingsWith(record('openai', models)), 'openai/gpt-4o-2031-01-31');

    expect(found).toMatchObject({
      id: 'openai/gpt-4o-2031-01-31',
      providerModelId: 'gpt-4o-2031-01-31',
      isAvailable: true,
    });
    expect(found?.price).toEqual(priced?.price);
  });
});

test('a served model that nobody knows is called, its price unknown', async () => {
  const { ports, reads } = portsWith(settingsWith(record('mock', ['a/*'])));
  const target = await resolveModel(ports, 'p', 'mock/a/b/c');

  expect(target).toMatchObject({ providerModelId: 'a/b/c', provider: { slug: 'mock' }, model: { price: null } });
  expect(reads()).toBe(0);
  await expect(resolveModel(ports, 'p', 'mock/other')).rejects.toMatchObject({
    status: 404,
    message: expect.stringContaining('serves no model'),
  });
});

test('a provider that was connected a moment ago is found', async () => {
  const { ports, reads } = portsWith(settingsWith(), settingsWith(record('mock', ['*'])));

  expect((await resolveModel(ports, 'p', 'mock/m')).provider.slug).toBe('mock');
  expect(reads()).toBe(1);
});

test('no slash, no provider, no model', async () => {
  const { ports } = portsWith(settingsWith());

  await expect(resolveModel(ports, 'p', 'gpt-5')).rejects.toThrow('provider/model');
  await expect(resolveModel(ports, 'p', 'nobody/m')).rejects.toThrow('No provider "nobody"');
  await expect(resolveModel(ports, 'p', 'sandbox/none')).rejects.toThrow('serves no model');
});
