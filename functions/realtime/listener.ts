import * as z from 'zod';

/** Whom a connection is for. A deployment before this was kept left none; whoever is none may hear nothing. */
export const listenerSchema = z.object({
  projectId: z.string(),
  kind: z.enum(['person', 'key']),
  id: z.string(),
});
export type Listener = z.output<typeof listenerSchema>;

/** The listener that an item of the table names, or null. */
export function readListener(item: Record<string, unknown> | undefined): Listener | null {
  return listenerSchema.safeParse(item).data ?? null;
}
