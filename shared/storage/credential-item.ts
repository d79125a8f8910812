import * as z from 'zod';
import { type CredentialRecord, credentialRecordSchema } from '../contract/provider-record.ts';
import { keyHintOf } from './key-hint.ts';

export const credentialItemSchema = credentialRecordSchema.extend({
  createdAt: z.int(),
  retiresAt: z.int().nullable(),
  lastTestedAt: z.int().nullable(),
});
/** A provider's key as its item keeps it: everything but the secret itself. */
export type CredentialItem = z.output<typeof credentialItemSchema>;

interface NewCredential extends Pick<CredentialItem, 'id' | 'name' | 'weight' | 'secretName' | 'createdAt'> {
  apiKey: string;
}

export function newCredential({ apiKey, ...fields }: NewCredential): CredentialItem {
  return {
    ...fields,
    hint: keyHintOf(apiKey),
    state: 'active',
    retiresAt: null,
    lastTestedAt: null,
    isAccepted: null,
  };
}

export function toCredentialRecord(item: CredentialItem): CredentialRecord {
  return {
    ...item,
    createdAt: new Date(item.createdAt).toISOString(),
    retiresAt: timeOrNull(item.retiresAt),
    lastTestedAt: timeOrNull(item.lastTestedAt),
  };
}

function timeOrNull(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
