import type { ChatCompletionRequest } from '../../../../../shared/contract/gateway.ts';
import type { JsonObject } from '../../../../../shared/json/json-object.ts';
import type { TranslatedRequest } from '../../surface.ts';
import { beginTranslation } from '../../translation/translation.ts';
import { warnOfOthers } from '../../translation/warn-of-others.ts';
import { hasSystem, mapMessages } from './map-messages.ts';
import { mapOutputFormat } from './map-output-format.ts';
import { mapSettings } from './map-settings.ts';
import { mapThinking } from './map-thinking.ts';
import { mapTools } from './map-tools.ts';

const knownFields = new Set([
  ...['model', 'messages', 'system', 'max_tokens', 'stream', 'temperature', 'top_p', 'top_k', 'stop_sequences'],
  ...[
    'tools',
    'tool_choice',
    'thinking',
    'output_config',
    'output_format',
    'metadata',
    'service_tier',
    'cache_control',
  ],
  ...['conversation', 'requirements'],
]);

/** The body of `POST /v1/messages` as a chat request. */
export function toChatRequest(body: Readonly<JsonObject>): TranslatedRequest {
  const translation = beginTranslation();
  const request = {
    ...mapSettings(body, translation),
    messages: mapMessages(body, translation),
    ...mapTools(body, translation),
    ...mapThinking(body, translation),
    ...mapOutputFormat(body, translation),
  };
  warnOfOthers(body, knownFields, translation);
  return {
    // The route's contract has checked what the rules took over.
    request: request as unknown as ChatCompletionRequest,
    warnings: translation.warnings.list(),
    toCallerField: translation.fields.toCallerField,
    // `system` comes with every call, so a conversation does not keep it.
    state: { instructionCount: hasSystem(body) ? 1 : 0, previousResponseId: null, wantsStored: false },
  };
}
