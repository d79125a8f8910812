import * as z from 'zod';

/** A request of telemetry that the archive refused, on its way there through the queue. */
export const unarchivedRequestSchema = z.object({
  projectId: z.string().min(1),
  /** What the archive would have called it: the packs of its spans name it already. */
  rawKey: z.string().min(1),
  path: z.string(),
  /** The API key that sent it; null for a person. */
  keyId: z.string().nullable(),
  contentType: z.string(),
  contentEncoding: z.string(),
  /** As it came, in base64. */
  body: z.string(),
  /** Of its spans: those that are deleted before it is archived must be taken out of it. */
  traceIds: z.array(z.string().min(1)),
});

export type UnarchivedRequest = z.output<typeof unarchivedRequestSchema>;
