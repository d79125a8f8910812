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
  /** First day of the price, UTC; empty for now. */
  from: string;
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
    from: '',
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
  const tiers = form.keepsTiers ? (model.price?.tiers ?? []) : [];
  const dated = datedPricesOf(model).filter(({ from }) => from !== form.from);
  if (form.from !== '')
    return { ...limits, ...presentPrice(model), prices: [...dated, { from: form.from, base, tiers }] };
  const price = isEmpty ? null : { base, tiers };
  return { ...limits, price, ...(dated.length === 0 ? {} : { prices: dated }) };
}

/** An override is put as a whole: what it says already of other days is sent along. */
function datedPricesOf({ price }: Model): NonNullable<ModelOverride['prices']> {
  return (price?.periods ?? []).flatMap(({ from, base, tiers, source }) =>
    source === 'override' && from !== null ? [{ from, base, tiers }] : [],
  );
}

function presentPrice({ price }: Model): Pick<ModelOverride, 'price'> {
  return price?.source === 'override' ? { price: { base: price.base, tiers: price.tiers } } : {};
}

function numberOf(text: string): number | null {
  const plain = text.replaceAll(/[\s,_]/g, '');
  return plain === '' ? null : Number(plain);
}
