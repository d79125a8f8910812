import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';

/**
 * `usageMetadata` in the chat dialect. Google counts cached tokens inside of the prompt, and thoughts and what its own
 * tools read beside the rest.
 */
export function mapGeminiUsage(usage: unknown): JsonObject | null {
  if (!isObject(usage)) return null;
  const prompt = countIn(usage, 'promptTokenCount') + countIn(usage, 'toolUsePromptTokenCount');
  const reasoning = countIn(usage, 'thoughtsTokenCount');
  const completion = countIn(usage, 'candidatesTokenCount') + reasoning;
  const answered = usage['candidatesTokensDetails'];
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: {
      cached_tokens: countIn(usage, 'cachedContentTokenCount'),
      ...counted('audio_tokens', uncached(usage, 'AUDIO')),
      ...counted('image_tokens', uncached(usage, 'IMAGE')),
    },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      ...counted('audio_tokens', modality(answered, 'AUDIO')),
      ...counted('image_tokens', modality(answered, 'IMAGE')),
    },
  };
}

/** Cached tokens are counted once: what of them was audio is not audio again. */
function uncached(usage: JsonObject, name: string): number {
  const prompt = modality(usage['promptTokensDetails'], name);
  return Math.max(prompt - modality(usage['cacheTokensDetails'], name), 0);
}

function modality(details: unknown, name: string): number {
  const found = objectsIn(details).find((each) => stringIn(each, 'modality') === name);
  return found === undefined ? 0 : countIn(found, 'tokenCount');
}

function counted(name: string, count: number): JsonObject {
  return count === 0 ? {} : { [name]: count };
}

function countIn(object: JsonObject, name: string): number {
  const value = object[name];
  return typeof value === 'number' ? value : 0;
}
