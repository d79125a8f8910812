import { describe, expect, test } from 'vitest';
import { findModel } from '../../../shared/models/catalogue.ts';
import type { ProjectSettings } from '../gateway-ports.ts';
import { mockRecord } from '../testing/gateway-harness.ts';
import { findCallableModel, findTarget, notCallable } from './resolve-model.ts';

const record = (id: string, models: string[]) => ({ ...mockRecord('https://example.com/v1'), id, models });
const settingsWith = (...providers: ReturnType<typeof record>[]): ProjectSettings => ({
  capturesContent: true,
  providers,
  overrides: [],
  routes: [],
  limits: [],
  budgets: [],
});

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

test('a served model that nobody knows is called, its price unknown', () => {
  const settings = settingsWith(record('mock', ['a/*']));

  expect(findTarget(settings, 'mock/a/b/c')).toMatchObject({
    record: { id: 'mock' },
    providerId: 'mock',
    providerModelId: 'a/b/c',
    model: { price: null },
  });
  expect(findTarget(settings, 'mock/other')).toBeNull();
  expect(findTarget(settings, 'sandbox/lorem')).toMatchObject({ record: null, providerId: 'sandbox' });
});

test.each([
  ['gpt-5', 'neither a route of this project nor a model id'],
  ['nobody/m', 'No provider "nobody"'],
  ['sandbox/none', 'serves no model'],
  ['mock/other', 'serves no model'],
  ['mock/other', 'GET /v1/models lists'],
  ['sandbox/loren', 'Did you mean "sandbox/lorem"?'],
  ['lorem', 'Did you mean "sandbox/lorem"?'],
  ['openai/gpt-5', 'Connect it under Providers'],
  [`sandbox/${'lorem'.repeat(40)}`, 'GET /v1/models lists'],
])('%s cannot be called: %s', (name, reason) => {
  expect(notCallable(settingsWith(record('mock', ['a/*'])), name)).toMatchObject({
    status: 404,
    code: 'model_not_found',
    message: expect.stringContaining(reason),
  });
});
