import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelOverrideKey, modelOverridePrefix, providerKey, providerPrefix } from './model-keys.ts';

const text = fc.string({ minLength: 1 }).filter((value) => value.isWellFormed());

test.each([
  ['providerKey', providerKey, providerPrefix],
  ['modelOverrideKey', modelOverrideKey, modelOverridePrefix],
])('%s: different parts never share a key, and no part forges a separator', (_, keyOf, prefix) => {
  fc.assert(
    fc.property(text, text, text, text, (projectA, idA, projectB, idB) => {
      const a = keyOf(projectA, idA);
      const b = keyOf(projectB, idB);
      expect(a.pk === b.pk && a.sk === b.sk).toBe(projectA === projectB && idA === idB);
      expect(a.sk.startsWith(prefix)).toBe(true);
      expect(a.sk.split('#')).toHaveLength(2);
    }),
  );
});
