import { compact, oneOf, textOf } from '../../lib/read-search.ts';

export const routeTabs = ['configuration', 'dry-run', 'versions', 'decisions'] as const;
export type RouteTab = (typeof routeTabs)[number];

export function parseRoutesSearch(search: Record<string, unknown>) {
  return compact({ q: textOf(search['q']) });
}

/** What is shown of a route: the tab, the form or its JSON, the version that is compared. */
export function parseRouteSearch(search: Record<string, unknown>) {
  return compact({
    tab: oneOf(search['tab'], routeTabs),
    as: oneOf(search['as'], ['json']),
    calls: oneOf(search['calls'], ['route']),
    version: versionOf(search['version']),
  });
}
export type RouteSearch = ReturnType<typeof parseRouteSearch>;

function versionOf(value: unknown): number | undefined {
  const version = Number(textOf(value));
  return Number.isInteger(version) && version > 0 ? version : undefined;
}
