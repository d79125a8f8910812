// biome-ignore lint/complexity/noBannedTypes: no filters yet
export type TracesSearch = {};

/** The filters of the list as the URL has them; anything that is not one drops out. */
export function parseTracesSearch(_search: Record<string, unknown>): TracesSearch {
  return {};
}
