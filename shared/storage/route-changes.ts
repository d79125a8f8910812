import { ConflictError } from '../http/errors.ts';
import { auditPut, type ChangeContext } from './audit-log.ts';
import { changedFields } from './changed-fields.ts';
import type { ItemKey } from './core-keys.ts';
import type { CorePorts } from './core-ports.ts';
import { outdated, retryOnChange } from './retry-on-change.ts';
import type { RouteItem } from './route-item.ts';
import { routeCountKey, routeKey, routeVersionKey } from './route-keys.ts';
import type { RouteChange } from './route-repository.ts';
import { type TransactItem, transact } from './transact.ts';

export interface RouteChangePorts extends Required<CorePorts> {
  find(key: ItemKey): Promise<RouteItem | null>;
}

/** The gateway keeps all routes of a project in memory. */
export const maxRoutes = 100;

export async function createRouteItem(
  ports: RouteChangePorts,
  { projectId, name, config }: RouteChange,
  version: number,
  context: ChangeContext,
): Promise<RouteItem> {
  const item = { name, version, config, createdAt: ports.clock(), createdBy: context.actor, restoredFrom: null };
  const audit = { projectId, action: 'route.created', before: null, after: { version, ...config } };
  const outcome = await transact(ports.documents, [
    currentPut(ports, projectId, item, null),
    versionPut(ports, projectId, item),
    countUpdate(ports, projectId, 1),
    auditItem(ports, name, audit, context),
  ]);
  if (outcome.isDone) return item;
  const [isTaken, isNumberTaken] = outcome.failedConditions;
  if (isTaken || isNumberTaken) throw new ConflictError(`There is a route "${name}" already.`, 'route_exists');
  throw new ConflictError(`A project has at most ${maxRoutes} routes. Delete one first.`, 'too_many_routes');
}

export async function putRouteItem(
  ports: RouteChangePorts,
  route: RouteChange & { expectedVersion: number; restoredFrom?: number },
  context: ChangeContext,
): Promise<RouteItem | null> {
  const { projectId, name, config, expectedVersion, restoredFrom = null } = route;
  const current = await ports.find(routeKey(projectId, name));
  if (current === null) return null;
  if (current.version !== expectedVersion) throw changedMeanwhile(name, expectedVersion);
  const fields = changedFields(current.config, config);
  // Saving what is there already makes no version.
  if (fields === null) return current;
  const version = current.version + 1;
  const item = { name, version, config, createdAt: ports.clock(), createdBy: context.actor, restoredFrom };
  const action = restoredFrom === null ? 'route.updated' : 'route.restored';
  const audit = {
    ...{ projectId, action, before: { version: current.version, ...fields.before } },
    after: { version, ...(restoredFrom === null ? {} : { restoredFrom }), ...fields.after },
  };
  const { isDone } = await transact(ports.documents, [
    currentPut(ports, projectId, item, current),
    versionPut(ports, projectId, item),
    auditItem(ports, name, audit, context),
  ]);
  if (!isDone) throw changedMeanwhile(name, expectedVersion);
  return item;
}

/** The versions stay, so that traces can still be explained. */
export function removeRouteItem(
  ports: RouteChangePorts,
  projectId: string,
  name: string,
  context: ChangeContext,
): Promise<boolean> {
  return retryOnChange(async () => {
    const current = await ports.find(routeKey(projectId, name));
    if (current === null) return false;
    const audit = { projectId, action: 'route.deleted', before: { version: current.version }, after: null };
    const { isDone } = await transact(ports.documents, [
      { Delete: { TableName: ports.tableName, Key: routeKey(projectId, name), ...unchangedSince(current) } },
      countUpdate(ports, projectId, -1),
      auditItem(ports, name, audit, context),
    ]);
    return isDone ? true : outdated;
  });
}

function changedMeanwhile(name: string, expectedVersion: number): ConflictError {
  const message = `Route "${name}" is no longer at version ${expectedVersion}. Read it again and repeat your change.`;
  return new ConflictError(message, 'route_changed');
}

function currentPut(
  { tableName }: RouteChangePorts,
  projectId: string,
  item: RouteItem,
  current: RouteItem | null,
): TransactItem {
  const condition = current === null ? { ConditionExpression: 'attribute_not_exists(pk)' } : unchangedSince(current);
  return { Put: { TableName: tableName, Item: { ...routeKey(projectId, item.name), ...item }, ...condition } };
}

function unchangedSince({ version }: RouteItem) {
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  };
}

function versionPut({ tableName }: RouteChangePorts, projectId: string, item: RouteItem): TransactItem {
  const key = routeVersionKey(projectId, item.name, item.version);
  return {
    Put: { TableName: tableName, Item: { ...key, ...item }, ConditionExpression: 'attribute_not_exists(pk)' },
  };
}

function countUpdate({ tableName }: RouteChangePorts, projectId: string, by: 1 | -1): TransactItem {
  return {
    Update: {
      TableName: tableName,
      Key: routeCountKey(projectId),
      UpdateExpression: 'ADD #count :by',
      ConditionExpression: 'attribute_not_exists(#count) OR #count < :limit',
      ExpressionAttributeNames: { '#count': 'count' },
      ExpressionAttributeValues: { ':by': by, ':limit': by > 0 ? maxRoutes : maxRoutes + 1 },
    },
  };
}

interface RouteAudit {
  projectId: string;
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

function auditItem(ports: RouteChangePorts, name: string, audit: RouteAudit, context: ChangeContext): TransactItem {
  const target = { kind: 'route', id: name, name };
  return auditPut({ ...ports, context, record: { ...audit, target } });
}
