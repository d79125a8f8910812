import * as z from 'zod';
import { ProviderError } from '../provider-error.ts';

const part = z.looseObject({ text: z.string().optional().catch(undefined) });
const message = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(part)]).nullish(),
  tool_calls: z.array(z.unknown()).nullish(),
});
const tool = z.looseObject({
  function: z.looseObject({ name: z.string(), parameters: z.unknown().optional() }).optional(),
});

/** What the sandbox reads of a chat request; the rest it leaves alone. */
export const sandboxRequestSchema = z.looseObject({
  messages: z.array(message),
  max_tokens: z.number().nullish(),
  max_completion_tokens: z.number().nullish(),
  n: z.number().nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: z
    .union([z.string(), z.looseObject({ function: z.looseObject({ name: z.string() }) })])
    .nullish()
    .catch(undefined),
  parallel_tool_calls: z.boolean().nullish(),
  response_format: z
    .looseObject({ type: z.string(), json_schema: z.looseObject({ schema: z.unknown().optional() }).optional() })
    .nullish(),
  reasoning_effort: z.string().nullish().catch(undefined),
  user: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
export type SandboxRequest = z.output<typeof sandboxRequestSchema>;

export function readSandboxRequest(request: Readonly<Record<string, unknown>>): SandboxRequest {
  const parsed = sandboxRequestSchema.safeParse(request);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    throw new ProviderError('provider_rejected_request', `The sandbox cannot read ${field}: ${issue?.message}`, {
      param: field,
    });
  }
  if ((parsed.data.n ?? 1) > 1) {
    throw new ProviderError('provider_rejected_request', 'The sandbox answers with one choice: leave `n` out.', {
      param: 'n',
      code: 'unsupported_value',
    });
  }
  return parsed.data;
}

export function textOfMessage({ content }: SandboxRequest['messages'][number]): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map(({ text }) => text ?? '').join('');
}

export function lastTextOf(request: SandboxRequest, role: string): string {
  const found = request.messages.findLast((each) => each.role === role);
  return found ? textOfMessage(found) : '';
}
