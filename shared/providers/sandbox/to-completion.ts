import type { SandboxAnswer, SandboxToolCall } from './compose-answer.ts';

/** The answer as a `chat.completion`. */
export function toCompletion(answer: SandboxAnswer, created: number): Record<string, unknown> {
  const content = answer.toolCalls.length > 0 ? null : answer.pieces.join('');
  return {
    id: answer.id,
    object: 'chat.completion',
    created,
    model: answer.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content,
          refusal: null,
          ...(answer.reasoningPieces.length > 0 ? { reasoning_content: answer.reasoningPieces.join('') } : {}),
          ...(answer.toolCalls.length > 0 ? { tool_calls: answer.toolCalls.map(toToolCall) } : {}),
        },
        logprobs: null,
        finish_reason: answer.finishReason,
      },
    ],
    usage: answer.usage,
    system_fingerprint: 'fp_sandbox',
  };
}

function toToolCall({ id, name, argumentPieces }: SandboxToolCall): Record<string, unknown> {
  return { id, type: 'function', function: { name, arguments: argumentPieces.join('') } };
}

/** One `chat.completion.chunk` per token, then the finish reason, then the usage. */
export function* toChunks(answer: SandboxAnswer, created: number): Generator<Record<string, unknown>> {
  const head = {
    id: answer.id,
    object: 'chat.completion.chunk',
    created,
    model: answer.model,
    system_fingerprint: 'fp_sandbox',
  };
  const chunk = (delta: Record<string, unknown>, finishReason: string | null = null) => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
  });
  yield chunk({ role: 'assistant', content: answer.toolCalls.length > 0 ? null : '' });
  for (const piece of answer.reasoningPieces) yield chunk({ reasoning_content: piece });
  for (const piece of answer.pieces) yield chunk({ content: piece });
  for (const [index, call] of answer.toolCalls.entries()) {
    yield chunk({
      tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }],
    });
    for (const piece of call.argumentPieces) yield chunk({ tool_calls: [{ index, function: { arguments: piece } }] });
  }
  yield chunk({}, answer.finishReason);
  yield { ...head, choices: [], usage: answer.usage };
}
