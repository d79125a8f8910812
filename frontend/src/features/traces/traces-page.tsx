import { Outlet, useMatch, useSearch } from '@tanstack/react-router';
import { Page } from '../../ui/page.tsx';
import { Banner } from '../../ui/states.tsx';
import { ExportMenu } from './list/export-menu.tsx';
import { boundsOf } from './list/time-range.ts';
import { TraceListView } from './list/trace-list-view.tsx';
import { useFacetsShown } from './list/use-facets-shown.ts';
import { type ListState, useListSettings } from './list/use-list-settings.ts';
import { TraceFilters } from './trace-filters.tsx';
import type { TracesSearch } from './traces-search.ts';

/** `/traces`: the list, and in the outlet the trace that `/traces/$traceId` names: beside it, or alone with `?full`. */
export function TracesPage() {
  const search = useSearch({ from: '/shell/traces' });
  const match = useMatch({ from: '/shell/traces/$traceId', shouldThrow: false });
  const openId = match?.params.traceId ?? null;
  return openId !== null && search.full ? <Outlet /> : <TraceListPage search={search} openId={openId} />;
}

function TraceListPage({ search, openId }: { search: TracesSearch; openId: string | null }) {
  const list = useListSettings(search);
  const facets = useFacetsShown();
  return (
    <Page
      title="Traces"
      filters={<TraceFilters list={list} facets={facets} />}
      action={<ExportMenu label="Export" request={() => exportOf(list)} />}
      panel={<Outlet />}
    >
      {list.viewState === 'missing' ? (
        <Banner tone="caution">This view was deleted, or is not shared with you. All traces are shown instead.</Banner>
      ) : null}
      <TraceListView list={list} search={search} openId={openId} facets={facets} />
    </Page>
  );
}

function exportOf({ settings: { q, range } }: ListState) {
  return { which: { ...boundsOf(range, Date.now()), ...(q === '' ? {} : { q }) } };
}
