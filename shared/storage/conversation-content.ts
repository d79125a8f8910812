import * as z from 'zod';
import { compressText, decompressJson } from '../telemetry/compression.ts';
import type { ConversationBlobs } from './conversation-blobs.ts';
import type { ConversationItem } from './conversation-record.ts';
import { keyPart } from './key-part.ts';

/** Ninety of these fit into a transaction, which holds 4 MB. */
const maxInlineBytes = 32 * 1024;

export const storedContentSchema = z.object({
  /** Of the JSON before it is compressed. */
  bytes: z.int(),
  packed: z.custom<Uint8Array>((value) => value instanceof Uint8Array).optional(),
  /** Where it is in the bucket, if it is too large for the table. */
  reference: z.string().optional(),
});
export type StoredContent = z.output<typeof storedContentSchema>;

interface Place {
  projectId: string;
  conversationId: string;
}

export async function packItem(item: ConversationItem, place: Place, blobs: ConversationBlobs): Promise<StoredContent> {
  const text = JSON.stringify(item);
  const bytes = Buffer.byteLength(text);
  const packed = await compressText(text);
  if (packed.byteLength <= maxInlineBytes) return { bytes, packed };
  // The id is in it, so that two writers of the same place never share an object.
  const reference = `conversations/${keyPart(place.projectId)}/${keyPart(place.conversationId)}/${keyPart(item.id)}`;
  await blobs.put(reference, packed);
  return { bytes, reference };
}

/** Null if its object is gone, which happens only when the conversation is being deleted. */
export async function unpackItem(stored: StoredContent, blobs: ConversationBlobs): Promise<ConversationItem | null> {
  const packed = stored.packed ?? (stored.reference === undefined ? null : await blobs.get(stored.reference));
  return packed === null ? null : ((await decompressJson(packed, stored.bytes)) as ConversationItem);
}
