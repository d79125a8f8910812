import * as z from 'zod';

/** Name of a target, rule or arm inside of its route. */
export const localNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40');

const targets = z
  .array(localNameSchema)
  .min(1, 'name at least one target')
  .max(20)
  .meta({ description: 'Ids of targets of this route' });

export const experimentUnits = ['session', 'user', 'key', 'request'] as const;

export const experimentArmSchema = z
  .strictObject({
    name: localNameSchema,
    share: z.number().nonnegative().max(1_000_000).meta({ description: 'Relative to the shares of the other arms' }),
    targets: targets.meta({ description: 'The first is what the arm tries; the others stand in, in this order' }),
  })
  .meta({ id: 'ExperimentArm' });
export type ExperimentArm = z.output<typeof experimentArmSchema>;

/** How one of the targets is chosen, and in which order the others stand in for it. */
export const strategySchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fallback'), targets }).meta({ description: 'In the order given' }),
    z.strictObject({ kind: z.literal('weighted'), targets }).meta({
      description: 'Drawn by the targets’ weights, and so are those that stand in; weight 0 only stands in',
    }),
    z.strictObject({ kind: z.literal('lowest-latency'), targets }).meta({
      description: 'The faster of two that are drawn; then the others, fastest first',
    }),
    z.strictObject({ kind: z.literal('lowest-cost'), targets }).meta({
      description: 'Cheapest first; those without a price last',
    }),
    z
      .strictObject({
        kind: z.literal('sticky'),
        targets,
        by: z
          .array(z.enum(['session', 'user', 'key']))
          .min(1)
          .max(3)
          .default(['session', 'user'])
          .meta({
            description: 'The first of these that the call names; drawn by weight where it names none',
          }),
      })
      .meta({ description: 'The same target for the same session, by rendezvous hashing over the weights' }),
    z
      .strictObject({
        kind: z.literal('experiment'),
        unit: z.enum(experimentUnits),
        salt: z.string().min(1).max(100).meta({ description: 'Another salt draws the units anew' }),
        arms: z.array(experimentArmSchema).min(2, 'an experiment has at least two arms').max(10),
      })
      .meta({ description: 'The same arm for the same unit, by hash' }),
  ])
  .meta({ id: 'RouteStrategy' });
export type Strategy = z.output<typeof strategySchema>;
