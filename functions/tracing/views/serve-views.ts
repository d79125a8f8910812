import { scopesInclude } from '../../../shared/contract/access.ts';
import { createView, deleteView, listViews, updateView } from '../../../shared/contract/saved-views.ts';
import { changeContextOf } from '../../../shared/http/change-context.ts';
import type { Api, Call } from '../../../shared/http/create-api.ts';
import { NotFoundError } from '../../../shared/http/errors.ts';
import type { SavedViewRepository, ViewAccess } from '../../../shared/storage/saved-views.ts';

export interface ViewPorts {
  views: SavedViewRepository;
}

/** Views of lists that people save for themselves or share. */
export function serveViews({ serve }: Pick<Api, 'serve'>, { views }: ViewPorts): void {
  serve(listViews, async ({ projectId, query, principal, requestId }) => {
    const all = await views.list(projectId, changeContextOf(principal, requestId).actor);
    return { items: all.filter(({ page }) => query.page === undefined || page === query.page), nextCursor: null };
  });
  serve(createView, (call) => views.create(call.projectId, call.body, accessOf(call)));
  serve(updateView, async (call) => {
    const view = await views.update(call.projectId, call.params.viewId, call.body, accessOf(call));
    if (view === null) throw new NotFoundError('The view');
    return view;
  });
  serve(deleteView, async (call): Promise<undefined> => {
    const isDeleted = await views.delete(call.projectId, call.params.viewId, accessOf(call));
    if (!isDeleted) throw new NotFoundError('The view');
  });
}

type ChangeCall = Pick<Call<typeof createView>, 'principal' | 'requestId' | 'role'>;

function accessOf({ principal, requestId, role }: ChangeCall): ViewAccess {
  const canShare =
    principal.kind === 'key' ? scopesInclude(principal.scopes, 'write') : role === 'editor' || role === 'admin';
  return { context: changeContextOf(principal, requestId), canShare };
}
