import type { CallFacts } from '../../../shared/routing/call-facts.ts';
import { readCallNeeds } from '../../../shared/routing/read-call-needs.ts';
import { estimateRequestTokens } from '../context/estimate-request-tokens.ts';
import { callerFields } from '../recording/caller-fields.ts';

interface FactsInput {
  request: Readonly<Record<string, unknown>>;
  requestId: string;
  keyId: string | null;
  stage: string;
  /** Epoch milliseconds. */
  at: number;
  remainingBudgetFraction: number | null;
}

/** Reads the facts of a call when somebody asks, once: most calls name a model and need none. */
export type FactsReader = () => CallFacts;

export function createFactsReader(input: FactsInput): FactsReader {
  let facts: CallFacts | undefined;
  return () => {
    facts ??= readFacts(input);
    return facts;
  };
}

function readFacts({ request, stage, ...known }: FactsInput): CallFacts {
  const { sessionId, userId, environment, metadata } = callerFields(request, stage);
  return {
    ...known,
    sessionId,
    userId,
    environment,
    metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, textOf(value)])),
    estimatedInputTokens: estimateRequestTokens(request),
    maxOutputTokens: maxOutputTokensIn(request),
    needs: readCallNeeds(request),
    isStreamed: request['stream'] === true,
  };
}

/** Not every dialect has it that values are texts, and an object may have a `toString` that is none. */
function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What the caller allows the answer to have; null if nothing was said. */
function maxOutputTokensIn(request: Readonly<Record<string, unknown>>): number | null {
  const value = request['max_completion_tokens'] ?? request['max_tokens'];
  return typeof value === 'number' ? value : null;
}
