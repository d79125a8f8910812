import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { NewView, SavedView, ViewChange } from '../contract/saved-views.ts';
import type { ChangeContext } from './audit-log.ts';
import { type CorePorts, withDefaults } from './core-ports.ts';
import { queryPrefix } from './query-prefix.ts';
import { createViewItem, removeViewItem, updateViewItem } from './saved-view-changes.ts';
import { type SavedViewItem, savedViewItemSchema, toSavedView } from './saved-view-item.ts';
import { type ViewPlace, viewKey, viewPartition, viewPrefix } from './saved-view-keys.ts';

/** Whose request it is, and whether they may change what is shared. */
export interface ViewAccess {
  context: ChangeContext;
  canShare: boolean;
}

export interface SavedViewRepository {
  /** Those of the owner and the shared ones, by name. */
  list(projectId: string, owner: ChangeContext['actor']): Promise<SavedView[]>;
  create(projectId: string, view: NewView, access: ViewAccess): Promise<SavedView>;
  /** Null if the caller sees no such view; a `ConflictError` if it changed since. */
  update(projectId: string, viewId: string, change: ViewChange, access: ViewAccess): Promise<SavedView | null>;
  /** False if the caller sees no such view. */
  delete(projectId: string, viewId: string, access: ViewAccess): Promise<boolean>;
}

/** Views that people save of lists. A change of a shared one is written in one transaction with its audit entry. */
export function createSavedViews(corePorts: CorePorts): SavedViewRepository {
  const ports = {
    ...withDefaults(corePorts),
    find: (projectId: string, place: ViewPlace, viewId: string) => find(corePorts, projectId, place, viewId),
  };
  return {
    async list(projectId, { kind, id }) {
      const places: ViewPlace[] = ['shared', { kind, id }];
      const items = await Promise.all(places.map((place) => listPlace(corePorts, projectId, place)));
      return items.flat().map(toSavedView).sort(byName);
    },
    create: async (projectId, view, access) => toSavedView(await createViewItem(ports, projectId, view, access)),
    async update(projectId, viewId, change, access) {
      const item = await updateViewItem(ports, { projectId, viewId, change, access });
      return item && toSavedView(item);
    },
    delete: (projectId, viewId, access) => removeViewItem(ports, projectId, viewId, access),
  };
}

function byName(a: SavedView, b: SavedView): number {
  return a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
}

async function listPlace({ documents, tableName }: CorePorts, projectId: string, place: ViewPlace) {
  const partition = viewPartition(projectId, place);
  const items = await queryPrefix({ documents, tableName, partition, sortKeyPrefix: viewPrefix });
  return items.map((item) => savedViewItemSchema.parse(item));
}

async function find(
  { documents, tableName }: CorePorts,
  projectId: string,
  place: ViewPlace,
  viewId: string,
): Promise<SavedViewItem | null> {
  const Key = viewKey(projectId, place, viewId);
  const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  return Item ? savedViewItemSchema.parse(Item) : null;
}
