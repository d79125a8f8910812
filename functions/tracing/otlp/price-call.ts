import type { Span } from '../../../shared/contract/span.ts';
import type { Cost } from '../../../shared/contract/usage.ts';
import { priceUsage } from '../../../shared/pricing/price-usage.ts';
import { toMilliseconds } from '../../../shared/telemetry/nanos.ts';
import type { PricedModel } from './model-lookup.ts';

type Call = Pick<Span, 'type' | 'usage' | 'model' | 'startTimeUnixNano' | 'isSimulated'>;

/** A sender that does not say which provider it called is taken to have called the maker of the model. */
export function withProvider(model: NonNullable<Span['model']>, priced: PricedModel | null): Span['model'] {
  return model.provider === 'unknown' && priced !== null ? { ...model, provider: priced.provider } : model;
}

/** What the sender says that a call cost, else what it costs by the table. */
export function priceCall(call: Call, priced: PricedModel | null, reported: Cost | null): Cost | null {
  // An agent repeats what the calls below it cost.
  if (call.type === 'agent' || call.type === 'workflow') return null;
  if (reported !== null) return call.isSimulated ? { ...reported, flags: [...reported.flags, 'simulated'] } : reported;
  if (call.usage === null || call.model === null) return null;
  return priceUsage({
    usage: call.usage,
    price: priced?.price ?? null,
    priceTableVersion: priced?.priceTableVersion ?? null,
    isSimulated: call.isSimulated,
    at: toMilliseconds(call.startTimeUnixNano),
  });
}
