import { isObject, type JsonObject, objectsIn } from '../../json/json-object.ts';
import { cannot } from './cannot.ts';
import type { Warnings } from './create-warnings.ts';

/** What says nothing about the answer: whose call it is, how it is delivered and what is kept of it. */
const saysNothing: ReadonlySet<string> = new Set([
  ...['model', 'messages', 'stream', 'stream_options', 'metadata', 'user', 'safety_identifier', 'store'],
  ...['prompt_cache_key', 'prompt_cache_retention'],
]);

/** What every adapter that translates has read, and translated, refused or warned of. */
const readByAll: ReadonlySet<string> = new Set([
  ...['max_tokens', 'max_completion_tokens', 'temperature', 'top_p', 'top_k', 'stop', 'seed', 'n', 'logprobs'],
  ...['frequency_penalty', 'presence_penalty', 'logit_bias', 'prediction', 'verbosity', 'service_tier', 'modalities'],
  ...['tools', 'tool_choice', 'parallel_tool_calls', 'functions', 'response_format', 'web_search_options'],
  ...['reasoning', 'reasoning_effort', 'cache_control'],
]);

/**
 * Says of everything in a chat request that no rule of an adapter reads that it is left out. `read` is what the adapter
 * reads beyond what all of them do.
 */
export function warnOfUnread(request: JsonObject, warnings: Warnings, read: readonly string[] = []): void {
  if (request['function_call']) throw cannot('function_call', '`function_call` is not translated: use `tool_choice`.');
  for (const [name, value] of Object.entries(request)) {
    if (readByAll.has(name) || saysNothing.has(name) || read.includes(name) || !isSaid(value)) continue;
    warnings.dropped(name, 'This provider does not take it.');
  }
  for (const [at, message] of objectsIn(request['messages']).entries()) {
    warnOfMessage(message, `messages.${at}`, warnings);
  }
}

function warnOfMessage(message: JsonObject, field: string, warnings: Warnings): void {
  if (message['function_call']) {
    throw cannot(`${field}.function_call`, '`function_call` is not translated: use `tool_calls`.');
  }
  // A result names its call by id; the name of its function is a repetition.
  if (message['role'] !== 'tool' && isSaid(message['name'])) {
    warnings.dropped(`${field}.name`, 'This provider’s messages have no names: write it into the text.');
  }
  if (isSaid(message['audio'])) {
    throw cannot(`${field}.audio`, 'This provider cannot read what another one spoke: send its transcript.');
  }
  if (!Array.isArray(message['content'])) return;
  for (const [at, part] of message['content'].entries()) {
    const image = isObject(part) ? part['image_url'] : null;
    if (!isObject(image) || !isSaid(image['detail']) || image['detail'] === 'auto') continue;
    warnings.dropped(`${field}.content.${at}.image_url.detail`, 'This provider chooses the resolution itself.');
  }
}

function isSaid(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
