import type { CallWarning } from '../../contract/call-decision.ts';
import { type JsonObject, objectsIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import { createWarnings, type Warnings } from '../translation/create-warnings.ts';
import { warnOfUnread } from '../translation/warn-of-unread.ts';
import { geminiTraits } from './gemini-traits.ts';
import { toContents } from './to-contents.ts';
import { toGeminiTools } from './to-gemini-tools.ts';
import { hasMembers, toGenerationConfig } from './to-generation-config.ts';

export interface GeminiRequest {
  body: JsonObject;
  warnings: CallWarning[];
}

/** A chat request (`docs/explanation/chat-dialect.md`) as the body of `models/{model}:generateContent`. */
export function toGeminiRequest(request: JsonObject, model: string): GeminiRequest {
  const warnings = createWarnings();
  const traits = geminiTraits(model);
  if (request['functions']) throw cannot('functions', '`functions` is not translated: use `tools`.');
  warnOfUnread(request, warnings, request['logprobs'] === true ? ['top_logprobs'] : []);
  const { system, contents } = toContents(request, traits, warnings);
  const generationConfig = toGenerationConfig(request, traits, warnings);
  warnOfCacheControl(request, warnings);
  const body = {
    contents,
    ...(system.length === 0 ? {} : { systemInstruction: { parts: system } }),
    ...toGeminiTools(request, traits, warnings),
    ...(hasMembers(generationConfig) ? { generationConfig } : {}),
  };
  return { body, warnings: warnings.list() };
}

/** Gemini finds repeated beginnings itself; a cache that is made by hand is a resource of its own there. */
function warnOfCacheControl(request: JsonObject, warnings: Warnings): void {
  const messages = objectsIn(request['messages']);
  const marked = [request, ...messages, ...messages.flatMap(({ content }) => objectsIn(content))];
  if ([...marked, ...objectsIn(request['tools'])].some((each) => each['cache_control'] !== undefined)) {
    warnings.dropped('cache_control', 'Gemini decides itself what it caches.');
  }
}
