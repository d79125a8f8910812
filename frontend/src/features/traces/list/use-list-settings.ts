import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { SavedView } from '../../../../../shared/contract/saved-views.ts';
import { useProjectId } from '../../../lib/project.ts';
import { compact } from '../../../lib/read-search.ts';
import { listSearchOf, type TracesSearch, withListSearch } from '../traces-search.ts';
import { isChanged, type ListSettings, searchOf, settingsOf } from './list-settings.ts';
import { viewsQuery } from './views-query.ts';

export interface ListState {
  settings: ListSettings;
  view: SavedView | null;
  /** `loading`: what the view says is not known yet. `missing`: nobody, or somebody else, has it. */
  viewState: 'ready' | 'loading' | 'missing';
  /** The URL says something that the view does not. */
  isChanged: boolean;
  set: (part: Partial<ListSettings>) => void;
  /** Shows a view as it is saved; null: the list itself. Back leads to what was shown before. */
  openView: (viewId: string | null) => void;
  /** Shows the list itself in place of a view that is no more. */
  leaveView: () => void;
}

/** What the list shows, from the URL and the view that it names. */
export function useListSettings(search: TracesSearch): ListState {
  const navigate = useNavigate();
  const views = useQuery(viewsQuery(useProjectId()));
  const { view: viewId } = search;
  const view = views.data?.find(({ id }) => id === viewId) ?? null;
  const { q, range, from, to, columns } = search;
  const settings = useMemo(
    () => settingsOf(compact({ q, range, from, to, columns }), view),
    [q, range, from, to, columns, view],
  );
  const go = (listSearch: TracesSearch, { replace = true } = {}) => {
    const next = withListSearch(search, listSearch);
    void navigate({ to: '.', search: next as never, replace, resetScroll: false });
  };
  const isPending = views.data === undefined && views.isPending;
  return {
    settings,
    view,
    viewState: viewId === undefined || view !== null ? 'ready' : isPending ? 'loading' : 'missing',
    isChanged: view !== null && isChanged(listSearchOf(search), view),
    set: (part) => go({ ...compact({ view: viewId }), ...searchOf({ ...settings, ...part }, view) }),
    openView: (id) => go(id === null ? {} : { view: id }, { replace: id === (viewId ?? null) }),
    leaveView: () => go({}),
  };
}
