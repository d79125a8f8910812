import { type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import { objectIn } from '../../translation/answer-end.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import type { Translation } from '../../translation/translation.ts';

/** The last two are Signalbox's own, as in chat completions. */
const sameNames = ['model', 'stream', 'temperature', 'top_p', 'top_k', 'conversation', 'requirements'] as const;
/** Where leaving it out would give another answer, or one from another place. */
const refused = ['container', 'mcp_servers', 'inference_geo'] as const;
const tiers: Readonly<Record<string, string>> = { auto: 'auto', standard_only: 'default' };

/** The parameters that are one value each. */
export function mapSettings(body: Readonly<JsonObject>, { fields }: Translation): JsonObject {
  for (const name of refused) {
    if (body[name] !== undefined && body[name] !== null) {
      throw invalidField(name, 'this exists only at Anthropic and cannot be passed on');
    }
  }
  fields.note('max_completion_tokens', 'max_tokens');
  fields.note('stop', 'stop_sequences');
  fields.note('user', 'metadata.user_id');
  fields.note('parallel_tool_calls', 'tool_choice.disable_parallel_tool_use');
  return {
    ...Object.fromEntries(sameNames.filter((name) => isSaid(body[name])).map((name) => [name, body[name]])),
    ...(isSaid(body['max_tokens']) ? { max_completion_tokens: body['max_tokens'] } : {}),
    ...stopOf(body['stop_sequences']),
    ...metadataOf(objectIn(body, 'metadata')),
    ...tierOf(body),
  };
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function stopOf(sequences: unknown): JsonObject {
  return Array.isArray(sequences) && sequences.length > 0 ? { stop: sequences } : {};
}

/** Anthropic knows only the user; what else is there says more about the caller for the trace. */
function metadataOf({ user_id: user, ...others }: JsonObject): JsonObject {
  const metadata = Object.fromEntries(Object.entries(others).filter(([, value]) => typeof value === 'string'));
  return {
    ...(typeof user === 'string' ? { user } : {}),
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
  };
}

function tierOf(body: Readonly<JsonObject>): JsonObject {
  const tier = stringIn(body, 'service_tier');
  if (tier === null) return {};
  const known = Object.hasOwn(tiers, tier) ? tiers[tier] : undefined;
  if (known === undefined) throw invalidField('service_tier', 'it is "auto" or "standard_only"');
  return { service_tier: known };
}
