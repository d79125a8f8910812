import type { countMessageTokens } from '../../../../../shared/contract/gateway-messages.ts';
import { AppError } from '../../../../../shared/http/app-error.ts';
import type { Handler } from '../../../../../shared/http/create-api.ts';
import type { Principal } from '../../../../../shared/http/principal.ts';
import type { Provider } from '../../../../../shared/providers/provider.ts';
import { estimateRequestTokens } from '../../../context/estimate-request-tokens.ts';
import { takeCallOptions } from '../../../planning/call-options.ts';
import { toChatRequest } from '../request/to-chat-request.ts';

export interface CountTokensPorts {
  /** The provider that would answer, and the model as it calls it. Throws if the caller may not, or nobody can. */
  findProvider(call: {
    principal: Principal;
    projectId: string;
    model: string;
  }): Promise<{ provider: Provider; providerModelId: string }>;
}

const tokenCountHeader = 'x-signalbox-token-count';

/** Counts through the provider where it can count; else estimates, rather too high than too low, and says so. */
export function handleCountTokens(ports: CountTokensPorts): Handler<typeof countMessageTokens> {
  return async ({ principal, projectId, body, request }) => {
    const { provider, providerModelId } = await ports.findProvider({ principal, projectId, model: body.model });
    const chat = takeCallOptions(toChatRequest(body).request).request;
    const exact = await countExactly(provider, providerModelId, chat, request.signal);
    const headers = { [tokenCountHeader]: exact === null ? 'estimated' : 'exact' };
    return Response.json({ input_tokens: exact ?? estimateRequestTokens(chat) }, { headers });
  };
}

/** Null if the provider cannot count, or not now: an estimate is then worth more than a failure. */
async function countExactly(
  provider: Provider,
  model: string,
  request: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<number | null> {
  try {
    const rawBody = Buffer.from(JSON.stringify(request));
    const call = { operation: 'chat' as const, model, request, rawBody, isStreamed: false, signal };
    return (await provider.countTokens?.(call)) ?? null;
  } catch (error) {
    const isTheCallers = error instanceof AppError && error.status < 500 && error.status !== 429;
    if (isTheCallers) throw error;
    return null;
  }
}
