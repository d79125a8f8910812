import { useQuery } from '@tanstack/react-query';
import { Bookmark, ChevronDown, Globe, Lock, Pencil, Plus, RotateCcw, Save, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { SavedView } from '../../../../../shared/contract/saved-views.ts';
import { describeError } from '../../../lib/error-message.ts';
import { useProjectId } from '../../../lib/project.ts';
import { useCan, useMe } from '../../../lib/use-me.ts';
import { Menu, type MenuGroup, type MenuItem } from '../../../ui/menu.tsx';
import { toast } from '../../../ui/toast.tsx';
import styles from './list-tools.module.css';
import type { ListState } from './use-list-settings.ts';
import { useViewActions, viewsQuery } from './views-query.ts';

const ViewDialog = lazy(async () => ({ default: (await import('./view-dialog.tsx')).ViewDialog }));

/** The views of the list: open, save, rename, share, delete. */
export function ViewMenu({ list }: { list: ListState }) {
  const { view, isChanged } = list;
  const [dialog, setDialog] = useState<'new' | 'rename' | null>(null);
  const views = useQuery(viewsQuery(useProjectId())).data ?? [];
  const actions = useViewItems(list, setDialog);
  const open = (each: SavedView): MenuItem => ({
    id: each.id,
    label: each.name,
    icon: each.visibility === 'shared' ? <Globe aria-hidden="true" /> : <Lock aria-hidden="true" />,
    isChosen: each.id === view?.id,
    onSelect: () => list.openView(each.id),
  });
  const ofKind = (visibility: SavedView['visibility']) =>
    views.filter((each) => each.visibility === visibility).map(open);
  const all = { id: 'all', label: 'All traces', isChosen: view === null, onSelect: () => list.openView(null) };
  const groups: MenuGroup[] = [
    { items: [all] },
    { label: 'Yours', items: ofKind('private') },
    { label: 'Shared in the project', items: ofKind('shared') },
    ...actions.map((items) => ({ items })),
  ];
  return (
    <>
      <Menu
        label="Views"
        groups={groups.filter(({ items }) => items.length > 0)}
        trigger={(props) => (
          <button type="button" {...props} className={styles['trigger']}>
            <Bookmark aria-hidden="true" size={14} />
            <span className="visually-hidden">View: </span>
            <span className={`${styles['triggerText']} ${styles['viewName']}`}>{view?.name ?? 'All traces'}</span>
            {isChanged ? (
              <span role="img" aria-label="changed" data-tip="Not as it is saved" className={styles['dirty']} />
            ) : null}
            <ChevronDown aria-hidden="true" size={14} />
          </button>
        )}
      />
      {dialog === null ? null : (
        <Suspense>
          <ViewDialog list={list} view={dialog === 'rename' ? view : null} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </>
  );
}

/** What can be done with the view that is open, and with what the list shows. */
function useViewItems(list: ListState, setDialog: (dialog: 'new' | 'rename') => void): MenuItem[][] {
  const { view, settings } = list;
  const { update, remove, create } = useViewActions();
  const canShare = useCan('editor');
  const me = useMe();
  const failed = (what: string) => (error: unknown) =>
    toast(`${what} ${describeError(error).message}`, { tone: 'stop' });
  const saveNew: MenuItem = {
    id: 'new',
    label: 'Save as a new view…',
    icon: <Plus aria-hidden="true" />,
    onSelect: () => setDialog('new'),
  };
  if (view === null) return [[saveNew]];
  const mayChange = view.visibility === 'private' || canShare;
  const isMine = view.createdBy.id === me.id;
  const save = () =>
    update.mutate(
      { view, query: settings.q, columns: [...settings.columns], range: settings.range },
      { onSuccess: () => list.openView(view.id), onError: failed('The view was not saved.') },
    );
  const share = () => {
    const visibility = view.visibility === 'shared' ? 'private' : 'shared';
    update.mutate(
      { view, visibility },
      {
        onSuccess: () =>
          toast(
            visibility === 'shared' ? `Shared "${view.name}" in the project.` : `"${view.name}" is yours alone again.`,
          ),
        onError: failed('The view was not changed.'),
      },
    );
  };
  const restore = () => {
    const { name, page, query, columns, range, visibility } = view;
    create.mutate(
      { name, page, query, columns, range, visibility },
      { onSuccess: ({ id }) => list.openView(id), onError: failed('The view could not be brought back.') },
    );
  };
  const drop = () =>
    remove.mutate(view.id, {
      onSuccess: () => {
        list.leaveView();
        toast(`Deleted the view "${view.name}".`, { undo: restore });
      },
      onError: failed('The view was not deleted.'),
    });
  const ofChanges: MenuItem[] = [
    { id: 'save', label: 'Save changes', icon: <Save aria-hidden="true" />, isDisabled: !mayChange, onSelect: save },
    {
      id: 'reset',
      label: 'Undo changes',
      icon: <RotateCcw aria-hidden="true" />,
      onSelect: () => list.openView(view.id),
    },
  ];
  const isShared = view.visibility === 'shared';
  const sharing: MenuItem = {
    id: 'share',
    label: isShared ? 'Make private' : 'Share in the project',
    icon: isShared ? <Lock aria-hidden="true" /> : <Globe aria-hidden="true" />,
    isDisabled: !canShare || (isShared && !isMine),
    onSelect: share,
  };
  return [
    list.isChanged ? [...ofChanges, saveNew] : [saveNew],
    [
      {
        id: 'rename',
        label: 'Rename…',
        icon: <Pencil aria-hidden="true" />,
        isDisabled: !mayChange,
        onSelect: () => setDialog('rename'),
      },
      sharing,
      {
        id: 'delete',
        label: 'Delete view',
        icon: <Trash2 aria-hidden="true" />,
        tone: 'danger',
        isDisabled: !mayChange,
        onSelect: drop,
      },
    ],
  ];
}
