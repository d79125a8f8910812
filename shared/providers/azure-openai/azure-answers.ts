import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';
import { type Rewritten, rewriteEvents } from '../openai-compatible/rewrite-events.ts';
import type { ProviderResponse } from '../provider.ts';
import { readBytes } from '../read-bytes.ts';
import { once } from '../translation/once.ts';
import { openAiErrorBody } from '../translation/openai-error.ts';
import { parseObject } from '../translation/parse-object.ts';

const maxErrorBytes = 256 * 1024;

/**
 * Azure begins a stream with a chunk that has no choices and says what the filter found in the prompt. Taken for the
 * first piece of an answer it would decide the call's status, so it is put into the chunk behind it.
 */
export function joinPromptFilter(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let found: JsonObject | null = null;
  return rewriteEvents(body, (event): Rewritten => {
    if (isPromptFilter(event)) {
      found = { prompt_filter_results: event['prompt_filter_results'] };
      return 'left-out';
    }
    if (found === null || event['error'] !== undefined) return 'as-it-is';
    const joined = { ...event, ...found };
    found = null;
    return joined;
  });
}

function isPromptFilter(event: JsonObject): boolean {
  const { choices, usage } = event;
  return (
    Array.isArray(choices) && choices.length === 0 && !isObject(usage) && Array.isArray(event['prompt_filter_results'])
  );
}

/** Azure's own gateway answers without OpenAI's `error` around: `{ "statusCode": 401, "message": "…" }`. */
export async function readAzureFailure(response: ProviderResponse): Promise<ProviderResponse> {
  const bytes = await readBytes(response.body, maxErrorBytes);
  const json = parseObject(Buffer.from(bytes).toString('utf8'));
  const message = json === null ? null : stringIn(json, 'message');
  if (json === null || isObject(json['error']) || message === null) return { ...response, body: once(bytes) };
  const body = openAiErrorBody({ message, type: stringIn(json, 'code') ?? String(json['statusCode'] ?? 'error') });
  return { ...response, body: once(Buffer.from(JSON.stringify(body))) };
}
