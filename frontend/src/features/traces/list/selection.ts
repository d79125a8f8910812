/** Rows that are chosen for what is done to many. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** Where a range begins: the row that was chosen last. */
  anchor: string | null;
}

export const noSelection: Selection = { ids: new Set(), anchor: null };

export function toggleRow({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** Chooses everything from the anchor to `id` in the order shown; without an anchor only `id`. */
export function extendTo({ ids, anchor }: Selection, order: readonly string[], id: string): Selection {
  const [from, to] = [order.indexOf(anchor ?? id), order.indexOf(id)].sort((a, b) => a - b);
  if (from === undefined || to === undefined || from < 0) return { ids: new Set([...ids, id]), anchor: id };
  return { ids: new Set([...ids, ...order.slice(from, to + 1)]), anchor: anchor ?? id };
}

/** All that are shown, or none if they are all chosen. */
export function toggleAll({ ids }: Selection, order: readonly string[]): Selection {
  const hasAll = order.every((id) => ids.has(id));
  return hasAll ? noSelection : { ids: new Set(order), anchor: null };
}

/** Those of the chosen that are in the list: what was deleted meanwhile, by whomever, can be neither counted nor changed. */
export function shownOf(ids: ReadonlySet<string>, order: readonly string[]): ReadonlySet<string> {
  if (ids.size === 0) return ids;
  const shown = order.filter((id) => ids.has(id));
  return shown.length === ids.size ? ids : new Set(shown);
}

/** All that are loaded may be fewer than all that fit: what is done to them is done to no others. */
export function selectedWords(count: number, hasOthers: boolean): string {
  const words = count === 1 ? '1 trace selected' : `${count} traces selected`;
  return hasOthers ? `${words}, all that are loaded; more fit` : words;
}
