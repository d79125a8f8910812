import * as z from 'zod';
import { traceIdSchema } from './common.ts';
import { defineRoute } from './route.ts';

export const tagLimits = { traces: 100, perTrace: 50, perRequest: 20, characters: 200 } as const;

export const tagSchema = z.string().trim().min(1).max(tagLimits.characters);
const tagListSchema = z.array(tagSchema).max(tagLimits.perRequest);

export const traceTagResultSchema = z
  .object({
    traceId: traceIdSchema,
    status: z.enum(['changed', 'unchanged', 'failed']),
    /** As they are now. */
    tags: z.array(z.string()),
    added: z.array(z.string()).meta({ description: 'Those that the trace did not have before' }),
    removed: z
      .array(z.string())
      .meta({ description: 'Those that it had. Adding these and removing `added` undoes it' }),
    error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean() }).nullable(),
  })
  .meta({ id: 'TraceTagResult' });
export type TraceTagResult = z.output<typeof traceTagResultSchema>;

export const changeTraceTags = defineRoute({
  id: 'changeTraceTags',
  domain: 'tracing',
  method: 'PATCH',
  path: '/api/v2/traces/tags',
  summary: 'Add tags to traces and remove them, up to 100 traces at a time',
  description:
    'A tag that is removed stays so, even if spans that come later bring it. A trace that has not come yet gets its tags when it does.',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  body: z
    .strictObject({
      traceIds: z.array(traceIdSchema).min(1).max(tagLimits.traces),
      add: tagListSchema.default([]),
      remove: tagListSchema.default([]),
    })
    .refine(({ add, remove }) => add.length + remove.length > 0, {
      error: 'name at least one tag to add or to remove',
      path: ['add'],
    })
    .refine(({ add, remove }) => !add.some((tag) => remove.includes(tag)), {
      error: 'must not name a tag that is also added',
      path: ['remove'],
    }),
  exampleBody: { traceIds: ['0af7651916cd43dd8448eb211c80319c'], add: ['checkout', 'to review'], remove: ['new'] },
  response: {
    status: 200,
    description: 'What became of each trace, in the order of the request',
    schema: z.object({ results: z.array(traceTagResultSchema) }),
  },
});

export const traceTagRoutes = [changeTraceTags] as const;
