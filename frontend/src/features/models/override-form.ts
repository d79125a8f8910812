import type { Model, ModelOverride } from '../../../../shared/contract/models.ts';
import { type UsageBucket, usageBuckets } from '../../../../shared/contract/usage.ts';

export interface OverrideForm {
  overridesLimits: boolean;
  name: string;
  contextWindow: string;
  maxOutputTokens: string;
  overridesPrice: boolean;
  prices: Partial<Record<UsageBucket, string>>;
  keepsTiers: boolean;
}

/** The form as it opens: what is overridden already is ticked, the rest shows what applies now. */
export function toForm(model: Model): OverrideForm {
  const isPriceOverridden = model.price?.source === 'override';
  return {
    overridesLimits: model.hasOverride,
    name: model.name,
    contextWindow: numberText(model.contextWindow),
    maxOutputTokens: numberText(model.maxOutputTokens),
    overridesPrice: isPriceOverridden || !model.hasOverride,
    prices: { ...model.price?.base },
    keepsTiers: true,
  };
}

function numberText(value: number | null): string {
  return value === null ? '' : String(value);
}

/** What to send. Empty limits are unknown; empty prices are no price. */
export function toOverride(form: OverrideForm, model: Model): ModelOverride {
  const limits = form.overridesLimits
    ? {
        name: form.name,
        contextWindow: numberOf(form.contextWindow),
        maxOutputTokens: numberOf(form.maxOutputTokens),
      }
    : {};
  if (!form.overridesPrice) return limits;
  const base = Object.fromEntries(
    usageBuckets.map((bucket) => [bucket, form.prices[bucket]?.trim() ?? '']).filter(([, price]) => price !== ''),
  ) as Partial<Record<UsageBucket, string>>;
  const isEmpty = Object.keys(base).length === 0;
  return { ...limits, price: isEmpty ? null : { base, tiers: form.keepsTiers ? (model.price?.tiers ?? []) : [] } };
}

function numberOf(text: string): number | null {
  const plain = text.replaceAll(/[\s,_]/g, '');
  return plain === '' ? null : Number(plain);
}
