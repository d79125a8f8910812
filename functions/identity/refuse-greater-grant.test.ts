import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Role, roles, type Scope, scopes } from '../../shared/contract/access.ts';
import type { KeyPrincipal } from '../../shared/http/principal.ts';
import type { ApiKeyRecord } from '../../shared/storage/api-key-record.ts';
import type { IdentityPorts } from './app.ts';
import { coversModels, type Grant, refuseGreaterGrant } from './refuse-greater-grant.ts';

const person = { kind: 'person', id: 'p', email: 'p@example.com' } as const;
const grantOf = (...granted: Scope[]): Grant => ({ scopes: granted, allowedModels: null, expiresAt: null });

function keysWith(expiresAt: number | null): Pick<IdentityPorts, 'keys'> {
  const find = async () => ({ expiresAt }) as ApiKeyRecord;
  return { keys: { find } as unknown as IdentityPorts['keys'] };
}

async function isGranted(role: Role, scope: Scope): Promise<boolean> {
  try {
    await refuseGreaterGrant(keysWith(null), { principal: person, role }, grantOf(scope));
    return true;
  } catch {
    return false;
  }
}

describe('what people may grant', () => {
  test('follows from their role', async () => {
    const granted = await Promise.all(
      roles.map(async (role) => {
        const allowed = await Promise.all(scopes.map((scope) => isGranted(role, scope)));
        return [role, scopes.filter((_, index) => allowed[index])] as const;
      }),
    );

    expect(Object.fromEntries(granted)).toEqual({
      viewer: ['read'],
      editor: ['gateway', 'ingest', 'read', 'write'],
      admin: ['gateway', 'ingest', 'read', 'write', 'admin'],
    });
  });
});

describe('what a key may grant', () => {
  const key = (held: Scope[], allowedModels: string[] | null = null): KeyPrincipal => ({
    kind: 'key',
    id: 'k',
    name: 'Key',
    projectId: 'p',
    scopes: held,
    allowedModels,
  });

  test('ends when it does', async () => {
    const caller = { principal: key(['write']), role: null };
    const until = (expiresAt: number | null) =>
      refuseGreaterGrant(keysWith(1000), caller, { ...grantOf('read'), expiresAt });

    await expect(until(1000)).resolves.toBeUndefined();
    await expect(until(1001)).rejects.toMatchObject({ code: 'grant_exceeds_own' });
    await expect(until(null)).rejects.toMatchObject({ code: 'grant_exceeds_own' });
    await expect(refuseGreaterGrant(keysWith(null), caller, grantOf('read'))).resolves.toBeUndefined();
  });

  test('stays within its models', async () => {
    const caller = { principal: key(['write', 'gateway'], ['sandbox/*']), role: null };
    const forModels = (allowedModels: string[] | null) =>
      refuseGreaterGrant(keysWith(null), caller, { ...grantOf('gateway'), allowedModels });

    await expect(forModels(['sandbox/echo', 'sandbox/l*'])).resolves.toBeUndefined();
    await expect(forModels(['sandbox/echo', '*'])).rejects.toThrow(/limited to sandbox/);
    await expect(forModels(null)).rejects.toThrow(/limited to sandbox/);
  });
});

describe('patterns of models', () => {
  const pattern = fc
    .tuple(fc.stringMatching(/^[ab/]{0,3}$/), fc.boolean())
    .map(([text, isOpen]) => text + (isOpen ? '*' : ''));
  const patterns = fc.option(fc.array(pattern, { maxLength: 3 }), { nil: null });
  const allows = (list: readonly string[] | null, model: string) =>
    list === null || list.some((each) => (each.endsWith('*') ? model.startsWith(each.slice(0, -1)) : each === model));

  test('that are covered allow no model that was not allowed before', () => {
    fc.assert(
      fc.property(patterns, patterns, fc.stringMatching(/^[ab/]{0,5}$/), (held, wanted, model) => {
        fc.pre(coversModels(held, wanted));
        expect(allows(wanted, model) && !allows(held, model)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
