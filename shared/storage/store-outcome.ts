/** What became of a pack: it is there because of this record, or of another that brought the same; or nobody wants it. */
export type PackFate = 'stored' | 'repeated' | 'dropped';

/** Spans by what became of them; together all that the record brought. */
export interface StoreOutcome {
  stored: number;
  repeated: number;
  /** Of traces that were deleted. */
  dropped: number;
}

/** Of a pack whose record brought `broughtCount` spans for it; a span that it brought twice is in the pack once. */
export function outcomeOf(fate: PackFate, packedCount: number, broughtCount: number): StoreOutcome {
  switch (fate) {
    case 'stored':
      return { stored: packedCount, repeated: broughtCount - packedCount, dropped: 0 };
    case 'repeated':
      return { stored: 0, repeated: broughtCount, dropped: 0 };
    case 'dropped':
      return { stored: 0, repeated: 0, dropped: broughtCount };
  }
}

export function addOutcomes(outcomes: readonly StoreOutcome[]): StoreOutcome {
  const sum: StoreOutcome = { stored: 0, repeated: 0, dropped: 0 };
  for (const outcome of outcomes) {
    sum.stored += outcome.stored;
    sum.repeated += outcome.repeated;
    sum.dropped += outcome.dropped;
  }
  return sum;
}
