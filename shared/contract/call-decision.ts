import * as z from 'zod';

/** Something the gateway did otherwise than it was asked to, because the model cannot do it as asked. */
export const callWarningSchema = z
  .object({
    code: z.string().meta({ description: '`parameter_dropped`, `parameter_adjusted`, `content_converted`, …' }),
    field: z.string().meta({ description: 'Path in the request: `temperature`, `messages.2.content.0`' }),
    message: z.string(),
  })
  .meta({ id: 'CallWarning' });
export type CallWarning = z.output<typeof callWarningSchema>;

export const candidateVerdicts = ['chosen', 'fallback', 'rejected'] as const;

/** A model that a call could have gone to, and why it did or did not. */
export const callCandidateSchema = z
  .object({
    model: z.string(),
    verdict: z.enum(candidateVerdicts),
    reason: z.string().meta({ description: 'A sentence for a person: why this, why not' }),
    expectedCostNanoUsd: z.int().nonnegative().nullable(),
    expectedLatencyMs: z.number().nonnegative().nullable(),
  })
  .meta({ id: 'CallCandidate' });
export type CallCandidate = z.output<typeof callCandidateSchema>;

export const attemptOutcomes = ['answered', 'failed', 'abandoned'] as const;

/** One request to a provider. */
export const callAttemptSchema = z
  .object({
    model: z.string(),
    provider: z.string(),
    /** Which of the provider's keys; null where it has none. */
    credentialId: z.string().nullable(),
    /** Milliseconds after the call began. */
    startedAfterMs: z.number().nonnegative(),
    durationMs: z.number().nonnegative(),
    outcome: z.enum(attemptOutcomes),
    errorType: z.string().nullable(),
    message: z.string().nullable(),
  })
  .meta({ id: 'CallAttempt' });
export type CallAttempt = z.output<typeof callAttemptSchema>;

export const chosenRouteSchema = z
  .object({
    name: z.string(),
    version: z.int().positive(),
    /** The rule of the route that matched; null where it has only one way. */
    rule: z.string().nullable(),
    strategy: z.string(),
    /** Of an experiment: the arm this call is in. */
    arm: z.string().nullable(),
  })
  .meta({ id: 'ChosenRoute' });

export const structuredOutcomeSchema = z
  .object({
    mode: z.enum(['native', 'instructed']),
    isValid: z.boolean(),
    wasRepaired: z.boolean(),
  })
  .meta({ id: 'StructuredOutcome' });

/** How the gateway came to the answer: what it chose, tried, adjusted, and what it took from the cache. */
export const callDecisionSchema = z
  .object({
    surface: z.enum(['openai-chat', 'openai-responses', 'openai-embeddings', 'anthropic-messages']),
    route: chosenRouteSchema.nullable(),
    candidates: z.array(callCandidateSchema),
    attempts: z.array(callAttemptSchema),
    warnings: z.array(callWarningSchema),
    cache: z.enum(['hit', 'shared', 'miss']).nullable(),
    conversationId: z.string().nullable(),
    structuredOutput: structuredOutcomeSchema.nullable(),
    /** Ids of the budgets and limits that the call was counted against. */
    limits: z.array(z.string()),
  })
  .meta({ id: 'CallDecision', description: 'How the gateway came to the answer' });
export type CallDecision = z.output<typeof callDecisionSchema>;
