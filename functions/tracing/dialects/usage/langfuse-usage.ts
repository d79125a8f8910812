import type { JsonObject } from '../../../../shared/json/json-object.ts';
import { isObject } from '../../../../shared/json/json-object.ts';
import type { ReportedUsage } from '../../../../shared/pricing/normalize-usage.ts';
import type { Attributes } from '../../otlp/otlp-request.ts';
import { readCount, readJsonObject } from '../readers.ts';

export const langfuseUsageAttribute = 'langfuse.observation.usage_details';

/** Names that Langfuse's SDKs and its users give to a part of the usage. */
const partNames = {
  cacheRead: ['input_cached_tokens', 'input_cache_read', 'cache_read_input_tokens', 'input_cached', 'cached_tokens'],
  cacheWrite: ['input_cache_creation', 'cache_creation_input_tokens', 'input_cache_write', 'input_cache_write_tokens'],
  cacheWrite5m: ['input_cache_creation_5m'],
  cacheWrite1h: ['input_cache_creation_1h'],
  audioInput: ['input_audio_tokens', 'input_audio'],
  imageInput: ['input_image_tokens', 'input_image'],
  reasoning: ['output_reasoning_tokens', 'output_reasoning', 'reasoning_tokens', 'reasoning'],
  audioOutput: ['output_audio_tokens', 'output_audio'],
  imageOutput: ['output_image_tokens', 'output_image'],
} as const;

/**
 * Usage as Langfuse keeps it: by kind, each token in one kind, so that `input` leaves out what was cached
 * (langfuse.com/docs/observability/features/token-and-cost-tracking). Usage of OpenAI's form is taken as OpenAI counts.
 */
export function readLangfuseUsage(attributes: Attributes): ReportedUsage | null {
  const details = readJsonObject(attributes[langfuseUsageAttribute]);
  if (details === null) return null;
  return 'prompt_tokens' in details || 'completion_tokens' in details ? ofOpenAi(details) : ofKinds(details);
}

function ofKinds(details: JsonObject): ReportedUsage | null {
  const counts = (['input', 'output', 'total'] as const).flatMap((name) => count(name, details[name]));
  const parts = Object.entries(partNames).flatMap(([name, spellings]) =>
    spellings.flatMap((spelling) => count(name, details[spelling])).slice(0, 1),
  );
  const reported: ReportedUsage = Object.fromEntries([...counts, ...parts]);
  if (Object.keys(reported).length === 0) return null;
  return reported.total === undefined ? withWholes(reported) : withLifetimes(reported);
}

/** Without a total to show it, each kind is taken to stand beside the others. */
function withWholes(reported: ReportedUsage): ReportedUsage {
  const { input = 0, audioInput = 0, imageInput = 0 } = reported;
  const { output = 0, reasoning = 0, audioOutput = 0, imageOutput = 0 } = reported;
  const usage = withLifetimes(reported);
  return {
    ...usage,
    input: input + audioInput + imageInput,
    output: output + reasoning + audioOutput + imageOutput,
    convention: 'exclusive',
  };
}

/** Langfuse keeps writes of a known lifetime beside the others; here they are parts of all writes. */
function withLifetimes(reported: ReportedUsage): ReportedUsage {
  const { cacheWrite, cacheWrite5m = 0, cacheWrite1h = 0 } = reported;
  const ofKnownLifetime = cacheWrite5m + cacheWrite1h;
  return cacheWrite === undefined || ofKnownLifetime === 0
    ? reported
    : { ...reported, cacheWrite: cacheWrite + ofKnownLifetime };
}

function ofOpenAi(details: JsonObject): ReportedUsage {
  const prompt = isObject(details['prompt_tokens_details']) ? details['prompt_tokens_details'] : {};
  const completion = isObject(details['completion_tokens_details']) ? details['completion_tokens_details'] : {};
  return Object.fromEntries([
    ...count('input', details['prompt_tokens']),
    ...count('output', details['completion_tokens']),
    ...count('total', details['total_tokens']),
    ...count('cacheRead', prompt['cached_tokens']),
    ...count('audioInput', prompt['audio_tokens']),
    ...count('imageInput', prompt['image_tokens']),
    ...count('reasoning', completion['reasoning_tokens']),
    ...count('audioOutput', completion['audio_tokens']),
    ...count('imageOutput', completion['image_tokens']),
    ['convention', 'inclusive'],
  ]);
}

function count(name: string, value: unknown): [string, number][] {
  const number = readCount(value);
  return number === null ? [] : [[name, number]];
}
