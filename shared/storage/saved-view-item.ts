import * as z from 'zod';
import { type SavedView, savedViewSchema } from '../contract/saved-views.ts';

/** A view as it is stored: times are numbers. */
export const savedViewItemSchema = savedViewSchema.extend({ createdAt: z.int(), updatedAt: z.int() });
export type SavedViewItem = z.output<typeof savedViewItemSchema>;

export function toSavedView({ createdAt, updatedAt, ...rest }: SavedViewItem): SavedView {
  return { ...rest, createdAt: new Date(createdAt).toISOString(), updatedAt: new Date(updatedAt).toISOString() };
}
