import * as z from 'zod';

/** RFC 3339 in UTC, milliseconds. */
export const timestampSchema = z.iso.datetime().meta({ description: 'RFC 3339 time, UTC' });

/** UUID, version 7 where Signalbox made it. */
export const idSchema = z.uuid();

/** Ids are taken in either case and kept in lower case, as spans are. */
export const traceIdSchema = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{32}$/, 'a trace id is 32 hexadecimal digits')
  .meta({ description: 'W3C trace id' });
export const spanIdSchema = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{16}$/, 'a span id is 16 hexadecimal digits')
  .meta({ description: 'W3C span id' });

export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'Rows in a page, 1 to 200' }),
  cursor: z.string().max(2048).optional().meta({ description: '`nextCursor` of the page before' }),
});

/** A page of results. `nextCursor` is null on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** RFC 9457 problem details, with the fields that were wrong and the request id. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: 'Stable code for programs, for example `validation_failed`' }),
    requestId: z.string(),
    retryable: z.boolean(),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'One entry per wrong field' }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problemSchema>;

/** The error object of OpenAI's API, used under /v1. */
export const openAiErrorSchema = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string().nullable(),
    }),
  })
  .meta({ id: 'OpenAiError' });
export type OpenAiError = z.output<typeof openAiErrorSchema>;

/** Names the project of a request made by a person. */
export const projectHeader = 'x-signalbox-project';
export const requestIdHeader = 'x-request-id';
