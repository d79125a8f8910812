import type { RuleInput } from './quirks.ts';

const reasoning = /^(?:openai\/)?(?:o\d|gpt-(?:[5-9]|\d\d))/;

/** platform.openai.com/docs/guides/reasoning: the o series, and GPT from 5 on but for its chat models. */
export function isReasoningModel({ model }: RuleInput): boolean {
  return reasoning.test(model) && !/-chat\b/.test(model);
}

/** From 5.1 on a model that is not asked to think takes the parameters of sampling. */
export function refusesSampling(input: RuleInput): boolean {
  if (!isReasoningModel(input)) return false;
  const effort = input.request['reasoning_effort'];
  const isOptional = /gpt-(?:5\.\d|[6-9]|\d\d)/.test(input.model);
  return !isOptional || (typeof effort === 'string' && effort !== 'none');
}

/** The default may be sent to any model. */
export function refusesTemperature(input: RuleInput): boolean {
  return input.value !== 1 && refusesSampling(input);
}

export function isPlainModel(input: RuleInput): boolean {
  return !isReasoningModel(input);
}
