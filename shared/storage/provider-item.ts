import * as z from 'zod';
import { type ProviderRecord, providerRecordSchema } from '../contract/provider-record.ts';
import { credentialItemSchema, toCredentialRecord } from './credential-item.ts';
import { readFormerKey } from './read-former-key.ts';

/**
 * Where a provider is on its way. Only `connected` ones are seen by anybody; the others exist so that a key which was
 * written, or is still to be deleted, has a record that names it.
 */
export const providerStates = ['connecting', 'connected', 'removing'] as const;

const itemSchema = providerRecordSchema.omit({ keyHint: true }).extend({
  // Items of before there were other kinds than OpenAI's have neither.
  region: providerRecordSchema.shape.region.default(null),
  apiVersion: providerRecordSchema.shape.apiVersion.default(null),
  credentials: z.array(credentialItemSchema),
  createdAt: z.int(),
  updatedAt: z.int(),
  state: z.enum(providerStates),
  version: z.int(),
  /** Secrets that are written before they are in use, or no longer in use, with the time they were noted here. */
  unsettledSecrets: z.array(z.object({ secretName: z.string(), since: z.int() })),
});
export const providerItemSchema = z.preprocess(readFormerKey, itemSchema);
/** A provider as the core table keeps it. */
export type ProviderItem = z.output<typeof itemSchema>;

export function toProviderRecord(item: ProviderItem): ProviderRecord {
  const { state: _, version: __, unsettledSecrets: ___, ...record } = item;
  return {
    ...record,
    credentials: item.credentials.map(toCredentialRecord),
    keyHint: keyHintOfItem(item),
    createdAt: new Date(item.createdAt).toISOString(),
    updatedAt: new Date(item.updatedAt).toISOString(),
  };
}

/** The end of the oldest active key, which is the one that the provider as a whole is tested with. */
export function keyHintOfItem({ credentials }: Pick<ProviderItem, 'credentials'>): string | null {
  return credentials.find(({ state }) => state === 'active')?.hint ?? null;
}
