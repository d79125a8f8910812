import type { NewView, ViewChange } from '../contract/saved-views.ts';
import { ConflictError, ForbiddenError } from '../http/errors.ts';
import { type AuditRecord, auditPut } from './audit-log.ts';
import { changedFields } from './changed-fields.ts';
import type { CorePorts } from './core-ports.ts';
import { outdated, retryOnChange } from './retry-on-change.ts';
import type { SavedViewItem } from './saved-view-item.ts';
import { type ViewPlace, viewCountKey, viewKey } from './saved-view-keys.ts';
import type { ViewAccess } from './saved-views.ts';
import { type TransactItem, transact } from './transact.ts';

export interface ViewChangePorts extends Required<CorePorts> {
  find(projectId: string, place: ViewPlace, viewId: string): Promise<SavedViewItem | null>;
}

/** Of one person, and shared in one project: a menu shows them all. */
export const maxViews = 100;

type Visibility = SavedViewItem['visibility'];

export async function createViewItem(
  ports: ViewChangePorts,
  projectId: string,
  view: NewView,
  access: ViewAccess,
): Promise<SavedViewItem> {
  const { visibility } = view;
  if (visibility === 'shared') requireSharing(access);
  const now = ports.clock();
  const item = {
    ...{ id: ports.ids(), version: 1, createdAt: now, updatedAt: now, createdBy: access.context.actor },
    ...view,
  };
  const place = placeOf(visibility, access);
  const outcome = await transact(ports.documents, [
    { Put: { TableName: ports.tableName, Item: { ...viewKey(projectId, place, item.id), ...item } } },
    countUpdate(ports, projectId, place, 1),
    ...audited(ports, projectId, item, { visibility, action: 'created', before: null, after: shownOf(item) }, access),
  ]);
  if (!outcome.isDone) throw tooMany(visibility);
  return item;
}

interface ViewUpdate {
  projectId: string;
  viewId: string;
  change: ViewChange;
  access: ViewAccess;
}

export async function updateViewItem(ports: ViewChangePorts, update: ViewUpdate): Promise<SavedViewItem | null> {
  const { projectId, viewId, access } = update;
  const { expectedVersion, ...change } = update.change;
  const current = await findVisible(ports, projectId, viewId, access);
  if (current === null) return null;
  if (current.visibility === 'shared' || change.visibility === 'shared') requireSharing(access);
  if (current.version !== expectedVersion) throw changedMeanwhile(current, expectedVersion);
  const fields = changedFields<object>(current, change);
  if (fields === null) return current;
  const item = { ...current, ...fields.after, version: current.version + 1, updatedAt: ports.clock() } as SavedViewItem;
  if (item.visibility !== current.visibility) return await moveItem(ports, projectId, current, item, access);
  const place = placeOf(item.visibility, access);
  const { isDone } = await transact(ports.documents, [
    { Put: { TableName: ports.tableName, Item: { ...viewKey(projectId, place, viewId), ...item }, ...same(current) } },
    ...audited(ports, projectId, item, { visibility: item.visibility, action: 'updated', ...fields }, access),
  ]);
  if (!isDone) throw changedMeanwhile(current, expectedVersion);
  return item;
}

export function removeViewItem(
  ports: ViewChangePorts,
  projectId: string,
  viewId: string,
  access: ViewAccess,
): Promise<boolean> {
  return retryOnChange(async () => {
    const current = await findVisible(ports, projectId, viewId, access);
    if (current === null) return false;
    const { visibility } = current;
    if (visibility === 'shared') requireSharing(access);
    const place = placeOf(visibility, access);
    const record = { visibility, action: 'deleted', before: shownOf(current), after: null };
    const { isDone } = await transact(ports.documents, [
      { Delete: { TableName: ports.tableName, Key: viewKey(projectId, place, viewId), ...same(current) } },
      countUpdate(ports, projectId, place, -1),
      ...audited(ports, projectId, current, record, access),
    ]);
    return isDone ? true : outdated;
  });
}

/** To share a view, or to take it back, is to move it. */
async function moveItem(
  ports: ViewChangePorts,
  projectId: string,
  current: SavedViewItem,
  item: SavedViewItem,
  access: ViewAccess,
): Promise<SavedViewItem> {
  const { actor } = access.context;
  const isShared = item.visibility === 'shared';
  if (!isShared && (current.createdBy.kind !== actor.kind || current.createdBy.id !== actor.id)) {
    throw new ForbiddenError(`Only ${current.createdBy.name} made this view and can make it private again.`);
  }
  const [from, to] = [placeOf(current.visibility, access), placeOf(item.visibility, access)];
  const action = isShared ? 'shared' : 'unshared';
  const change = { before: shownOf(current), after: shownOf(item) };
  const { tableName } = ports;
  const outcome = await transact(ports.documents, [
    { Delete: { TableName: tableName, Key: viewKey(projectId, from, item.id), ...same(current) } },
    { Put: { TableName: tableName, Item: { ...viewKey(projectId, to, item.id), ...item } } },
    countUpdate(ports, projectId, from, -1),
    countUpdate(ports, projectId, to, 1),
    ...audited(ports, projectId, item, { visibility: 'shared', action, ...change }, access),
  ]);
  if (outcome.isDone) return item;
  throw outcome.failedConditions[0] ? changedMeanwhile(current, current.version) : tooMany(item.visibility);
}

async function findVisible(ports: ViewChangePorts, projectId: string, viewId: string, access: ViewAccess) {
  const places: ViewPlace[] = [placeOf('private', access), 'shared'];
  const found = await Promise.all(places.map((place) => ports.find(projectId, place, viewId)));
  return found.find((item) => item !== null) ?? null;
}

function placeOf(visibility: Visibility, { context: { actor } }: ViewAccess): ViewPlace {
  return visibility === 'shared' ? 'shared' : { kind: actor.kind, id: actor.id };
}

function requireSharing({ canShare }: ViewAccess): void {
  if (!canShare) throw new ForbiddenError('Shared views are changed by editors: keep a private one.');
}

function changedMeanwhile({ name }: SavedViewItem, expectedVersion: number): ConflictError {
  const message = `The view "${name}" is no longer at version ${expectedVersion}. Read it again and repeat your change.`;
  return new ConflictError(message, 'view_changed');
}

function tooMany(visibility: Visibility): ConflictError {
  const whose = visibility === 'shared' ? 'A project has' : 'You have';
  return new ConflictError(`${whose} at most ${maxViews} ${visibility} views. Delete one first.`, 'too_many_views');
}

function same({ version }: SavedViewItem) {
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  };
}

function countUpdate({ tableName }: ViewChangePorts, projectId: string, place: ViewPlace, by: 1 | -1): TransactItem {
  return {
    Update: {
      TableName: tableName,
      Key: viewCountKey(projectId, place),
      UpdateExpression: 'ADD #count :by',
      ConditionExpression: 'attribute_not_exists(#count) OR #count < :limit',
      ExpressionAttributeNames: { '#count': 'count' },
      ExpressionAttributeValues: { ':by': by, ':limit': by > 0 ? maxViews : maxViews + 1 },
    },
  };
}

const shownOf = ({ name, query, columns, range, visibility }: SavedViewItem) => ({
  ...{ name, query, columns, range, visibility },
});

interface ViewAudit extends Pick<AuditRecord, 'before' | 'after'> {
  /** Private views are nobody else's business. */
  visibility: Visibility;
  action: string;
}

function audited(
  ports: ViewChangePorts,
  projectId: string,
  { id, name }: SavedViewItem,
  { visibility, action, before, after }: ViewAudit,
  { context }: ViewAccess,
): TransactItem[] {
  if (visibility === 'private') return [];
  const record = { projectId, action: `view.${action}`, target: { kind: 'view', id, name }, before, after };
  return [auditPut({ ...ports, context, record })];
}
