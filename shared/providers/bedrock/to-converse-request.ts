import type { CallWarning } from '../../contract/call-decision.ts';
import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { readStopSequences } from '../anthropic/read-limits.ts';
import { toMessages } from '../anthropic/to-messages.ts';
import { cannot } from '../translation/cannot.ts';
import { createWarnings, type Warnings } from '../translation/create-warnings.ts';
import { refuseUnsupported } from '../translation/refuse-unsupported.ts';
import { warnOfUnread } from '../translation/warn-of-unread.ts';
import { type ConverseTraits, converseTraits } from './converse-traits.ts';
import { cachePoint, toConverseBlocks } from './to-converse-blocks.ts';
import { toConversePart } from './to-converse-part.ts';
import { type ModelFields, toModelFields } from './to-model-fields.ts';
import { toToolConfig } from './to-tool-config.ts';

export interface ConverseRequestOptions {
  /** A model id, an inference profile's id, or an ARN. */
  model: string;
  isStreamed: boolean;
}

export interface ConverseRequest {
  body: JsonObject;
  warnings: CallWarning[];
}

/** A chat request (`docs/explanation/chat-dialect.md`) as the body of Converse and ConverseStream. */
export function toConverseRequest(request: JsonObject, options: ConverseRequestOptions): ConverseRequest {
  const warnings = createWarnings();
  const traits = converseTraits(options.model);
  refuseUnsupported(request, warnings);
  warnOfUnread(request, warnings);
  const maxTokens = readLimit(request);
  const tools = toToolConfig(request, traits, warnings);
  const fields = toModelFields(request, traits, maxTokens, warnings);
  const additional = { ...fields.additional, ...tools.additional };
  const body = {
    ...toConversation(request, traits, warnings),
    ...toInferenceConfig(request, fields, maxTokens, warnings),
    ...(tools.toolConfig === undefined ? {} : { toolConfig: tools.toolConfig }),
    ...(Object.keys(additional).length === 0 ? {} : { additionalModelRequestFields: additional }),
    ...stopSequencePath(traits, options.isStreamed),
    ...toOutputConfig(request, traits, warnings),
    ...toServiceTier(request, warnings),
  };
  return { body, warnings: warnings.list() };
}

function readLimit(request: JsonObject): number | null {
  const limit = request['max_completion_tokens'] ?? request['max_tokens'];
  return typeof limit === 'number' ? limit : null;
}

function toConversation(request: JsonObject, { takesCachePoints }: ConverseTraits, warnings: Warnings): JsonObject {
  const { system, messages } = toMessages(request, warnings, toConversePart);
  const turns = messages.map(({ role, content }) => ({ role, content: toConverseBlocks(content, takesCachePoints) }));
  // The mark of a whole request stands behind its last block.
  const mark = request['cache_control'];
  if (!takesCachePoints && hasMark(request)) warnings.dropped('cache_control', 'This model caches no prompts.');
  if (takesCachePoints && isObject(mark)) turns.at(-1)?.content.push(cachePoint(mark));
  return { messages: turns, ...(system.length === 0 ? {} : { system: toConverseBlocks(system, takesCachePoints) }) };
}

/** Anywhere: on the request, a tool, a message or a part. */
function hasMark(request: JsonObject): boolean {
  const owners = [...objectsIn(request['tools']), ...objectsIn(request['messages'])];
  const isMarked = (owner: JsonObject) => isObject(owner['cache_control']);
  return isMarked(request) || owners.some((owner) => isMarked(owner) || objectsIn(owner['content']).some(isMarked));
}

function toInferenceConfig(
  request: JsonObject,
  { temperature, topP }: ModelFields,
  maxTokens: number | null,
  warnings: Warnings,
): JsonObject {
  const stopSequences = readStopSequences(request, warnings);
  const config = {
    ...(maxTokens === null ? {} : { maxTokens }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(stopSequences.length === 0 ? {} : { stopSequences }),
  };
  return Object.keys(config).length === 0 ? {} : { inferenceConfig: config };
}

/** Converse does not say by itself which stop sequence was met; Claude's own answer does. */
function stopSequencePath({ claude }: ConverseTraits, isStreamed: boolean): JsonObject {
  if (claude === null) return {};
  return { additionalModelResponseFieldPaths: [isStreamed ? '/delta/stop_sequence' : '/stop_sequence'] };
}

function toOutputConfig(request: JsonObject, traits: ConverseTraits, warnings: Warnings): JsonObject {
  const format = request['response_format'];
  if (!isObject(format) || format['type'] === 'text') return {};
  if (format['type'] === 'json_object') {
    warnings.dropped('response_format', 'Bedrock has no JSON mode without a schema; the prompt must ask for JSON.');
    return {};
  }
  const wanted = isObject(format['json_schema']) ? format['json_schema'] : {};
  if (!isObject(wanted['schema'])) {
    throw cannot('response_format.json_schema.schema', 'Give the JSON Schema of the answer.');
  }
  if (!traits.takesOutputFormat) throw cannot('response_format', 'This model cannot hold to a JSON Schema by itself.');
  const description = stringIn(wanted, 'description');
  const jsonSchema = {
    schema: JSON.stringify(wanted['schema']),
    name: stringIn(wanted, 'name') ?? 'answer',
    ...(description === null ? {} : { description }),
  };
  return { outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema } } } };
}

const serviceTiers: ReadonlySet<string> = new Set(['default', 'flex', 'priority', 'reserved']);

function toServiceTier(request: JsonObject, warnings: Warnings): JsonObject {
  const tier = stringIn(request, 'service_tier');
  if (tier === null || tier === 'auto') return {};
  if (serviceTiers.has(tier)) return { serviceTier: { type: tier } };
  warnings.dropped('service_tier', `Bedrock has no service tier "${tier}".`);
  return {};
}
