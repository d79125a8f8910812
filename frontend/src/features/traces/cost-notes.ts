import type { Cost, Usage } from '../../../../shared/contract/usage.ts';

type CostFlag = Cost['flags'][number];

const costFlagNotes: Record<CostFlag, string> = {
  unknown_price: 'No price is known for this model. Add one as an override in Models.',
  missing_bucket_price: 'The model has no price for one of these buckets.',
  fallback_bucket_price: 'A bucket without a price of its own was charged at the price of a more general one.',
  other_charges: 'The provider also charges by something other than tokens, which is not in the amount.',
  contradictory_usage: 'The reported counts contradict each other; the amount is as good as they are.',
  out_of_range: 'The amount is too large to be kept exactly.',
  estimated_usage: 'Computed from estimated token counts.',
  simulated: 'Simulated: nobody is charged.',
  cached: 'Answered from the cache: no provider was asked, so nothing is charged.',
};

const usageFlagNotes: Record<Usage['flags'][number], string> = {
  contradictory_input: 'The parts of the input exceed the whole; both are kept as reported.',
  contradictory_output: 'The parts of the output exceed the whole; both are kept as reported.',
  contradictory_total: 'The reported total is not input and output together.',
  estimated: 'Counted by Signalbox: the provider reported no usage.',
  partial: 'The stream ended before the provider reported usage; what had arrived was counted.',
};

const reasonsForUnknown: readonly CostFlag[] = ['unknown_price', 'missing_bucket_price', 'out_of_range'];

/** Why there is no amount. */
export function unknownCostOf(cost: Cost | null): string {
  const flag = cost?.flags.find((each) => reasonsForUnknown.includes(each));
  return flag ? costFlagNotes[flag] : 'No cost was computed for this span.';
}

/** Where the amount comes from, and what must be said of it. */
export function provenanceOf(cost: Cost | null): string[] {
  if (cost === null) return [];
  const sources: Record<Cost['source'], string> = {
    provider: 'Cost as the provider reported it.',
    client: 'Cost as the sender of the span reported it.',
    computed:
      cost.priceTableVersion === null
        ? 'No price table applied.'
        : `Computed from price table ${cost.priceTableVersion}.`,
  };
  const tier = cost.tier === null ? [] : [`Price tier: ${cost.tier}.`];
  return [sources[cost.source], ...tier, ...cost.flags.map((flag) => costFlagNotes[flag])];
}

export function usageNotesOf(usage: Usage): string[] {
  const convention =
    usage.convention === 'exclusive'
      ? ['The source counted cached tokens apart from its input; they are added here.']
      : [];
  return [...usage.flags.map((flag) => usageFlagNotes[flag]), ...convention];
}
