/** What became of a pack: it is there because of this record, or of another that brought the same; or nobody wants it. */
export type PackFate = 'stored' | 'repeated' | 'dropped';

/** Spans by what became of them; together all that the record brought. */
export interface StoreOutcome {
  stored: number;
  repeated: number;
  /** Of traces that were deleted. */
  dropped: number;
  /** The trace was deleted, so that nothing of the record may stay anywhere. A replay drops nothing that would be counted. */
  isOfDeletedTrace?: true;
}

export interface PackResult {
  fate: PackFate;
  /** Of a stored pack, the spans that the trace did not have before. */
  newSpanCount: number;
}

/** Of a pack whose record brought so many spans for it; one that it brought twice is in the pack once. */
export function outcomeOf(fate: PackFate, { packed, brought }: { packed: number; brought: number }): StoreOutcome {
  switch (fate) {
    case 'stored':
      return { stored: packed, repeated: brought - packed, dropped: 0 };
    case 'repeated':
      return { stored: 0, repeated: brought, dropped: 0 };
    case 'dropped':
      return { stored: 0, repeated: 0, dropped: brought, isOfDeletedTrace: true };
  }
}

/** A replay makes up for what was missing. Its spans were accepted before: what is there already is nothing new. */
export function replayOutcomeOf({ fate, newSpanCount }: PackResult): StoreOutcome {
  const isGone = fate === 'dropped' ? { isOfDeletedTrace: true as const } : {};
  return { stored: fate === 'stored' ? newSpanCount : 0, repeated: 0, dropped: 0, ...isGone };
}

export function addOutcomes(outcomes: readonly StoreOutcome[]): StoreOutcome {
  const sum: StoreOutcome = { stored: 0, repeated: 0, dropped: 0 };
  for (const outcome of outcomes) {
    sum.stored += outcome.stored;
    sum.repeated += outcome.repeated;
    sum.dropped += outcome.dropped;
    if (outcome.isOfDeletedTrace) sum.isOfDeletedTrace = true;
  }
  return sum;
}
