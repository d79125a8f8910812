import * as z from 'zod';
import { type ProviderRecord, providerRecordSchema } from '../contract/models.ts';

/**
 * Where a provider is on its way. Only `connected` ones are seen by anybody; the others exist so that a key which was
 * written, or is still to be deleted, has a record that names it.
 */
export const providerStates = ['connecting', 'connected', 'removing'] as const;

export const providerItemSchema = providerRecordSchema.extend({
  createdAt: z.int(),
  updatedAt: z.int(),
  state: z.enum(providerStates),
  version: z.int(),
  /** Secrets that are written before they are in use, or no longer in use, with the time they were noted here. */
  unsettledSecrets: z.array(z.object({ secretName: z.string(), since: z.int() })),
});
/** A provider as the core table keeps it. */
export type ProviderItem = z.output<typeof providerItemSchema>;

export function toProviderRecord(item: ProviderItem): ProviderRecord {
  const { state: _, version: __, unsettledSecrets: ___, ...record } = item;
  return {
    ...record,
    createdAt: new Date(item.createdAt).toISOString(),
    updatedAt: new Date(item.updatedAt).toISOString(),
  };
}
