import type { ChatCompletionRequest } from '../../../../../shared/contract/gateway.ts';
import type { JsonObject } from '../../../../../shared/json/json-object.ts';
import type { TranslatedRequest } from '../../surface.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import { beginTranslation } from '../../translation/translation.ts';
import { warnOfOthers } from '../../translation/warn-of-others.ts';
import { mapInput } from './map-input.ts';
import { mapSettings } from './map-settings.ts';
import { mapText } from './map-text.ts';
import { mapTools } from './map-tools.ts';
import { readState } from './read-state.ts';

const knownFields = new Set([
  ...['model', 'input', 'instructions', 'stream', 'stream_options', 'temperature', 'top_p', 'top_logprobs', 'include'],
  ...['tools', 'tool_choice', 'parallel_tool_calls', 'text', 'reasoning', 'max_output_tokens', 'metadata', 'user'],
  ...['safety_identifier', 'service_tier', 'prompt_cache_key', 'prompt_cache_retention', 'store', 'truncation'],
  ...['background', 'previous_response_id', 'conversation', 'requirements'],
]);

/** The body of `POST /v1/responses` as a chat request. */
export function toChatRequest(body: Readonly<JsonObject>): TranslatedRequest {
  const translation = beginTranslation();
  const request = {
    ...mapSettings(body, translation),
    messages: mapInput(body, translation),
    ...mapTools(body, translation),
    ...mapText(body, translation),
  };
  if (request.messages.length === 0) throw invalidField('input', 'send a text or at least one item');
  warnOfOthers(body, knownFields, translation);
  const { truncation } = body;
  return {
    // The route's contract has checked what the rules took over.
    request: request as unknown as ChatCompletionRequest,
    warnings: translation.warnings.list(),
    toCallerField: translation.fields.toCallerField,
    ...(truncation === 'auto' || truncation === 'disabled' ? { truncation } : {}),
    state: readState(body),
  };
}
