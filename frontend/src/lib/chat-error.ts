export interface ChatErrorDetails {
  status?: number;
  code: string;
  requestId?: string | null;
  traceId?: string | null;
  cause?: unknown;
}

/** A model call that did not end well, in words a person can act on. */
export class ChatError extends Error {
  /** HTTP status, or null if the connection broke or the stream itself carried the error. */
  readonly status: number | null;
  readonly code: string;
  readonly requestId: string | null;
  readonly traceId: string | null;

  constructor(message: string, details: ChatErrorDetails) {
    super(message, { cause: details.cause });
    this.name = 'ChatError';
    this.status = details.status ?? null;
    this.code = details.code;
    this.requestId = details.requestId ?? null;
    this.traceId = details.traceId ?? null;
  }
}

/** OpenAI's error object, as an answer or inside a stream; anything else gives null. */
export function readOpenAiError(value: unknown): { message: string; code: string } | null {
  if (typeof value !== 'object' || value === null || !('error' in value)) return null;
  const error = value.error;
  if (typeof error === 'string') return { message: error, code: 'error' };
  if (typeof error !== 'object' || error === null) return null;
  const { message, code, type } = error as { message?: unknown; code?: unknown; type?: unknown };
  const firstText = [code, type].find((part) => typeof part === 'string' && part !== '');
  return {
    message: typeof message === 'string' ? message : 'The provider sent an error without a message.',
    code: typeof firstText === 'string' ? firstText : 'error',
  };
}
