import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxCacheTtlSeconds } from '../../../shared/contract/response-cache.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import { planCaching } from './plan-caching.ts';
import { readCacheWish, withoutCacheField } from './read-cache-wish.ts';

const header = (value: string) => new Headers({ 'x-signalbox-cache': value });
const none = new Headers();

function fieldOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ValidationError) return error.fieldErrors[0]?.field ?? '';
  }
  return 'nothing was thrown';
}

describe('what a request wishes of the cache', () => {
  test.each([
    [undefined, null],
    [null, null],
    [false, false],
    [{}, { ttlSeconds: null, namespace: null }],
    [{ ttl_seconds: 60 }, { ttlSeconds: 60, namespace: null }],
    [{ namespace: 'faq' }, { ttlSeconds: null, namespace: 'faq' }],
  ])('body %j', (cache, wish) => {
    expect(readCacheWish({ cache }, none)).toEqual(wish);
  });

  test.each([
    ['no-store', false],
    ['ttl=60', { ttlSeconds: 60, namespace: null }],
    [' namespace = faq , ttl = 60 ', { ttlSeconds: 60, namespace: 'faq' }],
  ])('header %j', (value, wish) => {
    expect(readCacheWish({}, header(value))).toEqual(wish);
  });

  test('the body goes before the header', () => {
    expect(readCacheWish({ cache: false }, header('ttl=60'))).toBe(false);
    expect(readCacheWish({ cache: { ttl_seconds: 5 } }, header('no-store'))).toMatchObject({ ttlSeconds: 5 });
  });

  test.each([
    true,
    'yes',
    60,
    { ttl_seconds: 0 },
    { ttl_seconds: maxCacheTtlSeconds + 1 },
    { ttl_seconds: 1.5 },
    { namespace: 'a b' },
    { namespace: '' },
    { ttl: 60 },
  ])('body %j is refused by name', (cache) => {
    expect(fieldOf(() => readCacheWish({ cache }, none))).toContain('cache');
  });

  test.each(['', 'yes', 'ttl=soon', 'ttl=0', 'ttl=60; namespace=faq', 'max-age=60', 'no-store, ttl=1'])(
    'header %j is refused by name',
    (value) => {
      expect(fieldOf(() => readCacheWish({}, header(value)))).toContain('x-signalbox-cache');
    },
  );

  test('is the same in body and header', () => {
    const ttl = fc.integer({ min: 1, max: maxCacheTtlSeconds });
    const namespace = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
    fc.assert(
      fc.property(ttl, namespace, (seconds, name) => {
        const said = readCacheWish({ cache: { ttl_seconds: seconds, namespace: name } }, none);
        expect(readCacheWish({}, header(`ttl=${seconds}, namespace=${name}`))).toEqual(said);
      }),
    );
  });

  test('is not part of the request', () => {
    const body = { model: 'm', cache: false };

    expect(withoutCacheField(body)).toEqual({ model: 'm' });
    expect(withoutCacheField({ model: 'm' })).toEqual({ model: 'm' });
  });
});

describe('what holds for a call', () => {
  const route = { enabled: true, ttlSeconds: 10, namespace: 'route' };
  const wish = { ttlSeconds: null, namespace: null };

  test('is nothing unless somebody asked', () => {
    expect(planCaching(null, null)).toBeNull();
    expect(planCaching(null, { ...route, enabled: false })).toBeNull();
    expect(planCaching(false, route)).toBeNull();
  });

  test('is the word of the request, then that of the route, then an hour', () => {
    expect(planCaching(null, route)).toEqual({ ttlSeconds: 10, namespace: 'route', isTtlAsked: false });
    expect(planCaching(wish, { ...route, enabled: false })).toMatchObject({ ttlSeconds: 10, namespace: 'route' });
    expect(planCaching(wish, null)).toEqual({ ttlSeconds: 3_600, namespace: 'default', isTtlAsked: false });
    expect(planCaching({ ttlSeconds: 5, namespace: 'own' }, route)).toEqual({
      ...{ ttlSeconds: 5, namespace: 'own' },
      isTtlAsked: true,
    });
  });
});
