import * as z from 'zod';
import { timestampSchema } from './common.ts';
import { defineRoute } from './route.ts';
import { timeInputSchema } from './time-input.ts';

export const ingestionVerdicts = ['balanced', 'settling', 'missing', 'surplus'] as const;
export type IngestionVerdict = (typeof ingestionVerdicts)[number];

export const maxIngestionDays = 31;

const countSchema = z.int().nonnegative();

const ingestionCountsSchema = z.object({
  accepted: countSchema.meta({ description: 'Spans whose acceptance was confirmed' }),
  stored: countSchema.meta({ description: 'Spans written to the trace store' }),
  repeated: countSchema.meta({ description: 'Spans that were there already' }),
  dropped: countSchema.meta({ description: 'Spans of traces that had been deleted' }),
  queryable: countSchema.meta({
    description: 'Stored spans that lists, charts and sums got; later deletions do not lower it',
  }),
  missing: countSchema.meta({ description: 'Accepted and not accounted for, or stored and not queryable' }),
});

export const ingestionHourSchema = ingestionCountsSchema
  .extend({
    hour: timestampSchema.meta({ description: 'Start of the hour in which the spans were accepted' }),
    surplus: countSchema.meta({ description: 'Accounted for beyond what was counted as accepted' }),
    verdict: z.enum(ingestionVerdicts),
    unreadableTraceIds: z
      .array(z.string())
      .meta({ description: 'Of the traces that were read back, those that were not whole' }),
    checkedAt: timestampSchema,
  })
  .meta({ id: 'IngestionHour' });
export type IngestionHour = z.output<typeof ingestionHourSchema>;

export const getIngestion = defineRoute({
  id: 'getIngestion',
  domain: 'tracing',
  method: 'GET',
  path: '/api/v2/ingestion',
  summary: 'Compare accepted, stored and queryable spans, hour by hour',
  description: `Hours of acceptance, newest first; an hour without spans is left out. At most ${maxIngestionDays} days.`,
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  query: z.object({
    from: timeInputSchema.optional().meta({ description: 'First hour, by any time in it; default: 48 hours ago' }),
    to: timeInputSchema.optional().meta({ description: 'End, exclusive; default: now' }),
  }),
  response: {
    status: 200,
    description: 'The hours and their sums',
    schema: z.object({ hours: z.array(ingestionHourSchema), totals: ingestionCountsSchema }),
  },
});

export const ingestionRoutes = [getIngestion] as const;
