import type { CallWarning } from '../../contract/call-decision.ts';
import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { createWarnings, type Warnings } from '../translation/create-warnings.ts';
import { refuseUnsupported } from '../translation/refuse-unsupported.ts';
import { warnOfUnread } from '../translation/warn-of-unread.ts';
import { cacheControl } from './cache-control.ts';
import { anthropicTraits, type ClaudeTraits } from './claude-traits.ts';
import { mapTools } from './map-tools.ts';
import { readMaxTokens, readStopSequences } from './read-limits.ts';
import { type AnthropicMessages, toMessages } from './to-messages.ts';
import { toOutputFormat } from './to-output-format.ts';
import { toSampling } from './to-sampling.ts';
import { type ThinkingPlan, toThinking } from './to-thinking.ts';

export interface AnthropicRequestOptions {
  /** The model as Anthropic calls it. */
  model: string;
  isStreamed: boolean;
  /** How long its answers may be; null if that is not known. */
  maxOutputTokens?: number | null;
}

export interface AnthropicRequest {
  body: JsonObject;
  /** For the header `anthropic-beta`. */
  betas: string[];
  warnings: CallWarning[];
}

/** A chat request (`docs/explanation/chat-dialect.md`) as the body of `POST /v1/messages`. */
export function toAnthropicRequest(request: JsonObject, options: AnthropicRequestOptions): AnthropicRequest {
  const warnings = createWarnings();
  const traits = anthropicTraits(options.model);
  refuseUnsupported(request, warnings);
  warnOfUnread(request, warnings);
  const { system, messages } = toMessages(request, warnings);
  const maxTokens = readMaxTokens(request, options.maxOutputTokens ?? null, warnings);
  const tools = mapTools(request, traits);
  const plan = settleThinking(toThinking(request, traits, maxTokens, warnings), tools, warnings);
  const stop = readStopSequences(request, warnings);
  const body = {
    model: options.model,
    max_tokens: maxTokens,
    ...(system.length === 0 ? {} : { system }),
    messages,
    ...tools,
    ...(plan.thinking === undefined ? {} : { thinking: plan.thinking }),
    ...outputConfig(request, traits, plan, warnings),
    ...toSampling(request, traits, isOn(plan), warnings),
    ...(stop.length === 0 ? {} : { stop_sequences: stop }),
    ...toMetadata(request),
    ...toServiceTier(request, warnings),
    ...cacheControl(request),
    ...(options.isStreamed ? { stream: true } : {}),
  };
  return { body, betas: betasOf(messages), warnings: warnings.list() };
}

function isOn({ thinking }: ThinkingPlan): boolean {
  return thinking?.['type'] === 'enabled' || thinking?.['type'] === 'adaptive';
}

/** A budget and a demanded tool exclude each other; the tool is what the answer hangs on. */
function settleThinking(plan: ThinkingPlan, { tool_choice: choice }: JsonObject, warnings: Warnings): ThinkingPlan {
  const isForced = isObject(choice) && (choice['type'] === 'any' || choice['type'] === 'tool');
  if (!isForced || plan.thinking?.['type'] !== 'enabled') return plan;
  warnings.dropped('reasoning', 'This model does not think before a tool call that is demanded.');
  return {};
}

function outputConfig(request: JsonObject, traits: ClaudeTraits, plan: ThinkingPlan, warnings: Warnings): JsonObject {
  const format = toOutputFormat(request, traits, warnings);
  const config = {
    ...(plan.effort === undefined ? {} : { effort: plan.effort }),
    ...(format === null ? {} : { format }),
  };
  return Object.keys(config).length === 0 ? {} : { output_config: config };
}

function toMetadata(request: JsonObject): JsonObject {
  const metadata = isObject(request['metadata']) ? request['metadata'] : {};
  const userId = stringIn(metadata, 'user_id') ?? stringIn(request, 'user');
  return userId === null ? {} : { metadata: { user_id: userId } };
}

const serviceTiers: Readonly<Record<string, string>> = {
  auto: 'auto',
  priority: 'auto',
  default: 'standard_only',
  standard_only: 'standard_only',
};

function toServiceTier(request: JsonObject, warnings: Warnings): JsonObject {
  const asked = stringIn(request, 'service_tier');
  if (asked === null) return {};
  const tier = serviceTiers[asked];
  if (tier === undefined) warnings.dropped('service_tier', `Anthropic has no service tier "${asked}".`);
  return tier === undefined ? {} : { service_tier: tier };
}

/** Files that were uploaded to Anthropic are still read in beta only. */
function betasOf(messages: AnthropicMessages['messages']): string[] {
  const isUploaded = ({ source }: JsonObject) => isObject(source) && source['type'] === 'file';
  const hasUploaded = messages.some(({ content }) =>
    content.some((block) => isUploaded(block) || objectsIn(block['content']).some(isUploaded)),
  );
  return hasUploaded ? ['files-api-2025-04-14'] : [];
}
