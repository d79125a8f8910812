import type { JsonObject } from '../../../../../shared/json/json-object.ts';
import type { AnswerContext } from '../../surface.ts';
import { objectIn } from '../../translation/answer-end.ts';

export interface ResponseState {
  status: 'in_progress' | 'completed' | 'incomplete' | 'failed';
  model: string;
  output: readonly JsonObject[];
  usage: JsonObject | null;
  /** Why it is incomplete. */
  reason?: string | undefined;
  error?: JsonObject;
}

/** What the answer repeats of the request, null where the request did not say. */
const repeated = [
  ...['instructions', 'max_output_tokens', 'previous_response_id', 'temperature', 'top_p', 'top_logprobs'],
  ...['safety_identifier', 'prompt_cache_key', 'user'],
] as const;

/** The `response` object, as it stands. */
export function toResponse(context: AnswerContext, state: ResponseState): JsonObject {
  const { request, conversationId } = context;
  const said = Object.fromEntries(repeated.map((name) => [name, request[name] ?? null]));
  return {
    id: `resp_${context.answerId}`,
    object: 'response',
    created_at: Math.floor(context.createdAt / 1000),
    status: state.status,
    background: false,
    error: state.error ?? null,
    incomplete_details: state.reason === undefined ? null : { reason: state.reason },
    model: state.model,
    output: state.output.map((item) => ({ ...item })),
    usage: state.usage,
    conversation: conversationId === null ? null : { id: conversationId },
    store: context.isStored,
    ...said,
    metadata: request['metadata'] ?? {},
    parallel_tool_calls: request['parallel_tool_calls'] ?? true,
    reasoning: { effort: null, summary: null, ...objectIn(request, 'reasoning') },
    service_tier: request['service_tier'] ?? 'auto',
    text: { format: { type: 'text' }, ...objectIn(request, 'text') },
    tool_choice: request['tool_choice'] ?? 'auto',
    tools: request['tools'] ?? [],
    truncation: request['truncation'] ?? 'disabled',
  };
}
