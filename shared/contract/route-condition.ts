import * as z from 'zod';

/** What a call may ask of a model. Read from the request, or named in `requirements`. */
export const callNeeds = ['vision', 'tools', 'json', 'reasoning'] as const;
export const callNeedSchema = z.enum(callNeeds).meta({ id: 'CallNeed' });
export type CallNeed = z.output<typeof callNeedSchema>;

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** `equals` and `starts-with` hold if any of the values does; `not-equals` if none does, absent texts included. */
export const textOperators = ['equals', 'not-equals', 'starts-with', 'exists'] as const;
const textTest = {
  operator: z.enum(textOperators),
  values: z.array(z.string().max(200)).max(100).default([]).meta({ description: 'Leave out with `exists`' }),
};

const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day, such as "08:30"');
const zoneSchema = z
  .string()
  .max(60)
  .refine(isTimeZone, 'write an IANA time zone, such as "UTC" or "Europe/Vienna"')
  .default('UTC');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** What can be asked of one fact of a call. A fact that is not known makes its condition false. */
const leaves = [
  z.strictObject({
    kind: z.literal('metadata'),
    key: z.string().min(1).max(100).meta({ description: 'Name in the request’s `metadata`' }),
    ...textTest,
  }),
  z.strictObject({ kind: z.literal('user'), ...textTest }),
  z.strictObject({ kind: z.literal('key'), ...textTest }).meta({ description: 'Id of the API key' }),
  z.strictObject({ kind: z.literal('environment'), ...textTest }),
  z
    .strictObject({
      kind: z.literal('inputTokens'),
      atLeast: z.int().nonnegative().optional(),
      below: z.int().positive().optional(),
    })
    .meta({ description: 'The estimated size of the input' }),
  z
    .strictObject({
      kind: z.literal('needs'),
      needs: z.array(callNeedSchema).min(1, 'name at least one ability').max(100),
    })
    .meta({ description: 'The call needs all of these' }),
  z.strictObject({ kind: z.literal('streamed'), is: z.boolean() }),
  z
    .strictObject({
      kind: z.literal('time'),
      zone: zoneSchema,
      weekdays: z.array(z.enum(weekdays)).min(1, 'name at least one day').max(100).optional(),
      from: timeOfDaySchema.optional(),
      until: timeOfDaySchema.optional().meta({ description: 'Not part of it; before `from`, it is the next day’s' }),
    })
    .meta({ description: 'When the call comes' }),
  z
    .strictObject({ kind: z.literal('remainingBudget'), below: z.number().positive().max(1) })
    .meta({ description: 'Part of the tightest budget that is left, 0 to 1' }),
] as const;

type LeafCondition = z.output<(typeof leaves)[number]>;
type LeafConditionInput = z.input<(typeof leaves)[number]>;

const maxConditions = 20;

/** Groups stand at most three deep, by construction: a tree from outside has a bounded depth. */
const innermost = z
  .discriminatedUnion('kind', [...leaves, ...groupsOf(z.discriminatedUnion('kind', leaves))])
  .meta({ id: 'RouteConditionInnermost' });
const inner = z.discriminatedUnion('kind', [...leaves, ...groupsOf(innermost)]).meta({ id: 'RouteConditionInner' });

export const conditionSchema: z.ZodType<Condition, ConditionInput> = z
  .discriminatedUnion('kind', [...leaves, ...groupsOf(inner)])
  .meta({ id: 'RouteCondition', description: 'A tree of conditions; groups stand at most three deep' });

function groupsOf<T extends z.ZodType>(condition: T) {
  const conditions = z.array(condition).min(1, 'name at least one condition').max(maxConditions);
  return [
    z.strictObject({ kind: z.literal('all'), conditions }),
    z.strictObject({ kind: z.literal('any'), conditions }),
    z.strictObject({ kind: z.literal('not'), condition }),
  ] as const;
}

export type Condition =
  | LeafCondition
  | { kind: 'all' | 'any'; conditions: Condition[] }
  | { kind: 'not'; condition: Condition };
export type ConditionInput =
  | LeafConditionInput
  | { kind: 'all' | 'any'; conditions: ConditionInput[] }
  | { kind: 'not'; condition: ConditionInput };
