import * as z from 'zod';
import { callCandidateSchema } from './call-decision.ts';
import { timestampSchema, traceIdSchema } from './common.ts';

const count = z.int().nonnegative();
const nanoUsd = z.int().nonnegative();

export const dryRunExampleSchema = z
  .object({
    traceId: traceIdSchema,
    at: timestampSchema,
    askedFor: z.string().meta({ description: 'The `model` that the call named' }),
    answeredBy: z.string().nullable(),
    wouldHaveChosen: z.string().nullable().meta({ description: 'Null where every target is ruled out' }),
    rule: z.string(),
    arm: z.string().nullable(),
    candidates: z.array(callCandidateSchema),
    didCostNanoUsd: nanoUsd.nullable(),
    wouldHaveCostNanoUsd: nanoUsd.nullable(),
  })
  .meta({ id: 'RouteDryRunExample' });
export type DryRunExample = z.output<typeof dryRunExampleSchema>;

export const routeDryRunSchema = z
  .object({
    callsRead: count,
    /** Time of the oldest and of the newest call that was read; null if there is none. */
    from: timestampSchema.nullable(),
    to: timestampSchema.nullable(),
    wouldHaveChosen: z.array(z.object({ model: z.string(), calls: count, costNanoUsd: nanoUsd.nullable() })),
    /** By the rule that decided. */
    rules: z.array(z.object({ rule: z.string(), calls: count })),
    /** Calls for which every target is ruled out. */
    refused: count,
    /** Over the calls whose price is known on both sides, so that the two can be compared. */
    compared: z.object({ calls: count, didCostNanoUsd: nanoUsd, wouldHaveCostNanoUsd: nanoUsd }),
    /** Calls left out of `compared`, refused ones excepted: one of the two costs is not known. */
    unpriced: count,
    examples: z.array(dryRunExampleSchema).meta({ description: 'Some calls that would have gone elsewhere first' }),
    assumptions: z.array(z.string()).meta({ description: 'What the numbers take for granted, in sentences' }),
    isComplete: z.boolean().meta({ description: 'False if reading stopped early: time or reads ran out' }),
  })
  .meta({ id: 'RouteDryRun' });
export type RouteDryRun = z.output<typeof routeDryRunSchema>;
