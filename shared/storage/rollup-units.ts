import { markerKey } from './rollup-keys.ts';
import { maxMeasuresPerUpdate, type RollupUpdate, updatesOf } from './rollup-updates.ts';
import { addMeasures, type Contribution } from './trace-contributions.ts';

/** A transaction holds 100 items. */
const maxItems = 100;
/** Leaves room for several packs in a transaction, and for the marker. */
const maxUpdatesPerUnit = 60;

export interface CountedPack {
  projectId: string;
  traceId: string;
  packId: string;
  contributions: readonly Contribution[];
}

/** What is counted all or not at all, under one marker: a pack, or a part of one that touches many buckets. */
export interface RollupUnit {
  marker: { pk: string; sk: string };
  updates: readonly RollupUpdate[];
}

/** The units of a pack. They depend on nothing but the pack, so that a replay makes the same ones. */
export function unitsOf({ projectId, traceId, packId, contributions }: CountedPack): RollupUnit[] {
  const parts: RollupUpdate[][] = [];
  for (const update of updatesOf(projectId, contributions)) {
    // An item can be updated once in a transaction.
    const part = parts.find(
      (each) => each.length < maxUpdatesPerUnit && !each.some((other) => idOf(other) === idOf(update)),
    );
    if (part === undefined) parts.push([update]);
    else part.push(update);
  }
  return parts.map((updates, index) => ({ marker: markerKey(projectId, traceId, packId, index), updates }));
}

/** Units that are counted in one transaction, with their updates added up per item. */
export interface RollupGroup {
  units: readonly RollupUnit[];
  updates: readonly RollupUpdate[];
}

/** Puts units together for as long as their items and measures fit into a transaction. */
export function groupUnits(units: readonly RollupUnit[]): RollupGroup[] {
  const groups: RollupGroup[] = [];
  for (const unit of units) {
    const last = groups.at(-1);
    const joined = last === undefined ? null : join(last, unit);
    if (joined === null) groups.push({ units: [unit], updates: unit.updates });
    else groups[groups.length - 1] = joined;
  }
  return groups;
}

/** Null if they do not fit together. */
function join(group: RollupGroup, unit: RollupUnit): RollupGroup | null {
  const units = [...group.units, unit];
  const updates = addUpdates([...group.updates, ...unit.updates]);
  const fits =
    units.length + updates.length <= maxItems &&
    updates.every((update) => Object.keys(update.measures).length <= maxMeasuresPerUpdate);
  return fits ? { units, updates } : null;
}

function addUpdates(updates: readonly RollupUpdate[]): RollupUpdate[] {
  const added = new Map<string, RollupUpdate>();
  for (const update of updates) {
    const measures = { ...added.get(idOf(update))?.measures };
    addMeasures(measures, update.measures);
    added.set(idOf(update), { ...update, measures });
  }
  return [...added.values()];
}

function idOf({ pk, sk }: RollupUpdate): string {
  return `${pk}|${sk}`;
}
