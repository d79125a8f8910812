const narrowest = 320;
const widest = 1200;

/** A width that leaves the panel usable and the list visible; what was stored may be anything. */
export function clampPanelWidth(width: number, viewWidth = globalThis.innerWidth ?? 1440): number {
  const most = Math.max(narrowest, Math.min(widest, viewWidth - 480));
  return Number.isFinite(width) ? Math.round(Math.max(narrowest, Math.min(most, width))) : 480;
}
