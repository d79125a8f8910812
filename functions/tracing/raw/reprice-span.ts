import type { Span } from '../../../shared/contract/span.ts';
import type { IngestionRecord } from '../../../shared/telemetry/ingestion-record.ts';
import type { ModelLookup, PricedModel } from '../otlp/model-lookup.ts';
import { priceCall } from '../otlp/price-call.ts';

/**
 * A span that was mapped and priced before, with the prices of today. What its sender or provider said that it cost, what
 * cost nothing because it was answered before, and what is no longer in the table of prices stays as it is.
 */
export function repriceSpan(span: Span, source: IngestionRecord['source'], findModel: ModelLookup): Span {
  const { cost, model, usage } = span;
  if (cost?.source !== 'computed' || cost.flags.includes('cached') || model === null || usage === null) return span;
  const priced = findPriced(model, source, findModel);
  if (priced?.price == null || priced.priceTableVersion === cost.priceTableVersion) return span;
  return { ...span, cost: priceCall(span, priced, null) };
}

/** The gateway prices the model that it called, whose id begins with its provider, whatever the one that answered is called. */
function findPriced(
  model: NonNullable<Span['model']>,
  source: IngestionRecord['source'],
  findModel: ModelLookup,
): PricedModel | null {
  if (source !== 'gateway') return findModel(model);
  const { provider, requestedModel } = model;
  const prefix = `${provider}/`;
  const name = requestedModel?.startsWith(prefix) ? requestedModel.slice(prefix.length) : requestedModel;
  return findModel({ ...model, requestedModel: name, answeringModel: null });
}
