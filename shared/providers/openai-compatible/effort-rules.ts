import { isPlainModel } from './openai-reasoning.ts';
import type { ParameterRule, RuleInput } from './quirks.ts';
import { drop, words } from './rules.ts';

/** How endpoints that know other words for it are told how much to think. */
export const openAiEffort = drop(isPlainModel, ' for models that do not reason');
export const isGrokWithoutEffort = ({ model }: RuleInput) =>
  /grok-(?:3(?!-mini)|4(?![.-]?\d)|4[.-]1|4[.-]20|4-0709|4-fast|code|build)/.test(model);
export const grokReasons = ({ model }: RuleInput) =>
  /grok-(?:3-mini|[4-9]|code|build)/.test(model) && !/non-reasoning/.test(model);
export const deepSeekEffort: ParameterRule = {
  says: '`none` → `thinking: { type: "disabled" }`, others as they are',
  apply: ({ name, value }) =>
    value === 'none' ? { set: { [name]: undefined, thinking: { type: 'disabled' } } } : null,
};
export const moonshotEffort: ParameterRule = {
  says: 'sent as `thinking`, on or off',
  apply: ({ name, value }) => {
    if (typeof value !== 'string') return null;
    const set = { [name]: undefined, thinking: { type: value === 'none' ? 'disabled' : 'enabled' } };
    return value === 'none' ? { set } : { set, warning: { isDropped: false, message: 'Kimi thinks, or does not.' } };
  },
};
export const cohereEffort = words({ minimal: 'none', low: 'high', medium: 'high', xhigh: 'high', max: 'high' });
export const mistralEffort = words({ minimal: 'none', low: 'high', medium: 'high', xhigh: 'high', max: 'high' });
