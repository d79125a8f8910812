import * as z from 'zod';

/** How far a look through the traces of a session or user came that goes on in the next step. */
const lookSchema = z.object({ after: z.string().min(1).optional(), hasFound: z.boolean() });
const traceDeletionSchema = z.object({ projectId: z.uuid(), deletionId: z.uuid(), look: lookSchema.optional() });
const targetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('trace'), traceId: z.string().min(1) }),
  z.object({ kind: z.literal('session'), sessionId: z.string().min(1) }),
]);
/**
 * What was said and is deleted, but the archive has it: a score in the objects that are noted of it, or in one that a replay came
 * upon; without a score, all that this object has of a trace or session.
 */
const annotationDeletionSchema = z.object({
  projectId: z.uuid(),
  target: targetSchema,
  scoreId: z.string().min(1).optional(),
  rawKey: z.string().min(1).optional(),
});

/**
 * What was said and the archive refused, to be archived as the table has it: by who deletes, because it must not come after its
 * deletion. Then it is checked once that nothing was deleted meanwhile.
 */
const lateAnnotationsSchema = z.object({
  projectId: z.uuid(),
  target: targetSchema,
  unarchivedKey: z.string().min(1),
  isCheck: z.literal(true).optional(),
});

/** What the queue of deletions carries: how far a deletion is stands in its record, in the work it has left and, within a look, here. */
export const deletionMessageSchema = z.union([
  traceDeletionSchema,
  // Before the next, which takes every target.
  lateAnnotationsSchema,
  annotationDeletionSchema,
]);
export type DeletionLook = z.output<typeof lookSchema>;
export type TraceDeletionMessage = z.output<typeof traceDeletionSchema>;
export type AnnotationDeletionMessage = z.output<typeof annotationDeletionSchema>;
export type LateAnnotationsMessage = z.output<typeof lateAnnotationsSchema>;
export type DeletionMessage = TraceDeletionMessage | AnnotationDeletionMessage | LateAnnotationsMessage;
