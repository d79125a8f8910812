import * as z from 'zod';
import { isObject } from '../json/json-object.ts';
import type { CredentialItem } from './credential-item.ts';

/** Until November 2026 an item held one key, by the name of its secret. */
const formerSchema = z.looseObject({
  secretName: z.string().nullable().optional(),
  keyHint: z.string().nullable().optional(),
  createdAt: z.int(),
});

/** The id of the key that an item of the former form holds; the same at every reading. */
export const formerKeyId = 'first';

/** An item of either form in the present one. Any change of its keys writes it so. */
export function readFormerKey(item: unknown): unknown {
  if (isObject(item) && item['credentials'] !== undefined) return item;
  const former = formerSchema.safeParse(item);
  if (!former.success) return item;
  const { secretName, keyHint, createdAt, ...rest } = former.data;
  const credential: CredentialItem | null = secretName
    ? {
        id: formerKeyId,
        name: 'Key',
        hint: keyHint ?? '',
        weight: 1,
        state: 'active',
        retiresAt: null,
        createdAt,
        lastTestedAt: null,
        isAccepted: null,
        secretName,
      }
    : null;
  return { ...rest, createdAt, credentials: credential ? [credential] : [] };
}
