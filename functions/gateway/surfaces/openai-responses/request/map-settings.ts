import { type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import { objectIn } from '../../translation/answer-end.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import type { Translation } from '../../translation/translation.ts';
import { warnOfOthers } from '../../translation/warn-of-others.ts';

const sameNames = [
  ...['model', 'stream', 'temperature', 'top_p', 'parallel_tool_calls', 'metadata', 'user', 'safety_identifier'],
  ...['service_tier', 'prompt_cache_key', 'prompt_cache_retention', 'top_logprobs'],
  // Of these, the second is Signalbox's own, as in chat completions.
  ...['conversation', 'requirements'],
] as const;
/** A summary is shown wherever the provider gives one. */
const knownReasoning = new Set(['effort', 'summary', 'generate_summary']);
const logprobsInclude = 'message.output_text.logprobs';
const knownIncludes: ReadonlySet<unknown> = new Set([logprobsInclude, 'reasoning.encrypted_content']);

/** The parameters that are one value each, `reasoning` and `include`. */
export function mapSettings(body: Readonly<JsonObject>, translation: Translation): JsonObject {
  refuseWhatIsElsewhere(body);
  const { fields } = translation;
  const reasoning = objectIn(body, 'reasoning');
  const effort = stringIn(reasoning, 'effort');
  warnOfOthers(reasoning, knownReasoning, translation, 'reasoning.');
  fields.note('max_completion_tokens', 'max_output_tokens');
  fields.note('reasoning_effort', 'reasoning.effort');
  fields.note('logprobs', 'include');
  return {
    ...Object.fromEntries(sameNames.filter((name) => isSaid(body[name])).map((name) => [name, body[name]])),
    ...(isSaid(body['max_output_tokens']) ? { max_completion_tokens: body['max_output_tokens'] } : {}),
    ...(effort === null ? {} : { reasoning_effort: effort }),
    ...toLogprobs(body, translation),
  };
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function toLogprobs(body: Readonly<JsonObject>, { warnings }: Translation): JsonObject {
  const includes = Array.isArray(body['include']) ? body['include'] : [];
  for (const [at, include] of includes.entries()) {
    if (!knownIncludes.has(include))
      warnings.dropped(`include.${at}`, 'This belongs to a tool that does not run here.');
  }
  const isAsked =
    includes.includes(logprobsInclude) || (typeof body['top_logprobs'] === 'number' && body['top_logprobs'] > 0);
  return isAsked ? { logprobs: true } : {};
}

const refusals: Readonly<Record<string, string>> = {
  prompt: 'prompts of OpenAI’s platform cannot be read here: send `instructions` and `input`',
};

/** Where the rest of the request is kept by OpenAI, the answer would be to another question. */
function refuseWhatIsElsewhere(body: Readonly<JsonObject>): void {
  for (const [name, message] of Object.entries(refusals)) {
    if (isSaid(body[name])) throw invalidField(name, message);
  }
  if (body['background'] === true) throw invalidField('background', 'answers cannot be waited for here: use `stream`');
}
