import { type JsonObject, stringIn } from '../../json/json-object.ts';

/** The tier that served the call, from Anthropic's usage, in OpenAI's words where it has one. */
export function mapServiceTier(usage: JsonObject): JsonObject {
  const tier = stringIn(usage, 'service_tier');
  return tier === null ? {} : { service_tier: tier === 'standard' ? 'default' : tier };
}
