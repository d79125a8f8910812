import type { JsonObject } from '../../json/json-object.ts';
import { toSampling } from '../anthropic/to-sampling.ts';
import { type ThinkingPlan, toThinking } from '../anthropic/to-thinking.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import { readReasoning } from '../translation/read-reasoning.ts';
import type { ConverseTraits } from './converse-traits.ts';

export interface ModelFields {
  temperature?: number;
  topP?: number;
  /** For `additionalModelRequestFields`. */
  additional: JsonObject;
}

/** Claude's budget is a part of this where the request has no limit; the model's own is higher. */
const assumedMaxTokens = 4_096;

/** Sampling and reasoning, which each maker of models on Bedrock has its own words for. */
export function toModelFields(
  request: JsonObject,
  traits: ConverseTraits,
  maxTokens: number | null,
  warnings: Warnings,
): ModelFields {
  if (traits.claude === null) return otherFields(request, traits, warnings);
  const plan = toThinking(request, traits.claude, maxTokens ?? assumedMaxTokens, warnings);
  const isThinking = plan.thinking?.['type'] === 'enabled' || plan.thinking?.['type'] === 'adaptive';
  const { temperature, top_p, top_k } = toSampling(request, traits.claude, isThinking, warnings);
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(top_p === undefined ? {} : { topP: top_p }),
    additional: { ...claudeFields(plan), ...(top_k === undefined ? {} : { top_k }) },
  };
}

function claudeFields({ thinking, effort }: ThinkingPlan): JsonObject {
  return {
    ...(thinking === undefined ? {} : { thinking }),
    ...(effort === undefined ? {} : { output_config: { effort } }),
  };
}

function otherFields(request: JsonObject, traits: ConverseTraits, warnings: Warnings): ModelFields {
  const { temperature, top_p } = request;
  if (typeof temperature === 'number' && temperature > 1) {
    warnings.adjusted('temperature', 'Converse’s temperatures end at 1; 1 is sent.');
  }
  return {
    ...(typeof temperature === 'number' ? { temperature: Math.min(temperature, 1) } : {}),
    ...(typeof top_p === 'number' ? { topP: top_p } : {}),
    additional: { ...topKFields(request, traits, warnings), ...effortFields(request, traits, warnings) },
  };
}

function topKFields(request: JsonObject, { topKField }: ConverseTraits, warnings: Warnings): JsonObject {
  const topK = request['top_k'];
  if (typeof topK !== 'number') return {};
  if (topKField === null) {
    warnings.dropped('top_k', 'This model does not take it.');
    return {};
  }
  return topKField === 'nova' ? { inferenceConfig: { topK } } : { top_k: topK };
}

const lowerEfforts: Readonly<Record<string, string>> = { minimal: 'low', xhigh: 'high', max: 'high' };

function effortFields(request: JsonObject, traits: ConverseTraits, warnings: Warnings): JsonObject {
  const wish = readReasoning(request);
  if (wish === null) return {};
  if (traits.effort === null || (wish.isOff && traits.effort === 'openai')) {
    warnings.dropped('reasoning_effort', 'How much this model thinks cannot be said.');
    return {};
  }
  if (wish.isOff) return { reasoningConfig: { type: 'disabled' } };
  const asked = wish.effort ?? 'medium';
  const effort = affordable(request, traits, lowerEfforts[asked] ?? asked);
  if (wish.budget !== null || effort !== asked) {
    warnings.adjusted(
      'reasoning_effort',
      `This model takes low, medium or high, and high without limits; "${effort}" is sent.`,
    );
  }
  if (traits.effort === 'openai') return { reasoning_effort: effort };
  return { reasoningConfig: { type: 'enabled', maxReasoningEffort: effort } };
}

/** Nova refuses a limit or sampling together with its highest effort. */
function affordable(request: JsonObject, { effort }: ConverseTraits, asked: string): string {
  const limits = [request['max_tokens'], request['max_completion_tokens'], request['temperature'], request['top_p']];
  const isLimited = limits.some((limit) => typeof limit === 'number');
  return effort === 'nova' && asked === 'high' && isLimited ? 'medium' : asked;
}
