import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { RouteConfig } from '../contract/route-config.ts';
import type { RouteVersion } from '../contract/routing.ts';
import type { ChangeContext } from './audit-log.ts';
import { type ItemKey, projectPartition } from './core-keys.ts';
import { type CorePorts, withDefaults } from './core-ports.ts';
import { decodeCursor, encodeCursor, type Page, type PageRequest, toPage } from './page-cursor.ts';
import { queryPrefix } from './query-prefix.ts';
import { createRouteItem, putRouteItem, removeRouteItem } from './route-changes.ts';
import { type RouteItem, routeItemSchema, toRouteVersion } from './route-item.ts';
import { routeKey, routePrefix, routeVersionKey, routeVersionSk, routeVersionsPartition } from './route-keys.ts';

export interface RouteChange {
  projectId: string;
  name: string;
  config: RouteConfig;
}

export interface RouteRepository {
  /** The current version of every route, by name. */
  list(projectId: string): Promise<RouteVersion[]>;
  /** The current version; null if there is no such route. */
  get(projectId: string, name: string): Promise<RouteVersion | null>;
  /** Also of a route that was deleted. */
  version(projectId: string, name: string, version: number): Promise<RouteVersion | null>;
  /** Newest first; also of a route that was deleted. */
  versions(projectId: string, name: string, page: PageRequest): Promise<Page<RouteVersion>>;
  /** A `ConflictError` if there is one of the name, or there are too many. Numbers of versions are never used twice. */
  create(route: RouteChange, context: ChangeContext): Promise<RouteVersion>;
  /** Null if there is no such route; a `ConflictError` if its current version is not the one expected. */
  put(
    route: RouteChange & { expectedVersion: number; restoredFrom?: number },
    context: ChangeContext,
  ): Promise<RouteVersion | null>;
  /** False if there is none. */
  delete(projectId: string, name: string, context: ChangeContext): Promise<boolean>;
}

/** The routes of projects. Versions never change; every change is written in one transaction with its audit entry. */
export function createRouteRepository(corePorts: CorePorts): RouteRepository {
  const ports = { ...withDefaults(corePorts), find: (key: ItemKey) => find(corePorts, key) };
  return {
    list: async (projectId) => (await listItems(corePorts, projectId)).map(toRouteVersion),
    get: async (projectId, name) => toVersionOrNull(await ports.find(routeKey(projectId, name))),
    version: async (projectId, name, version) =>
      toVersionOrNull(await ports.find(routeVersionKey(projectId, name, version))),
    versions: async (projectId, name, { limit, cursor }) => {
      const before = cursor === undefined ? undefined : positionOf(cursor);
      const items = await newestItems(corePorts, { projectId, name, limit: limit + 1, before });
      return toPage(items, limit, toRouteVersion, ({ version }) => encodeCursor(listName, [String(version)]));
    },
    create: async (route, context) => {
      const [last] = await newestItems(corePorts, { ...route, limit: 1, before: undefined });
      return toRouteVersion(await createRouteItem(ports, route, (last?.version ?? 0) + 1, context));
    },
    put: async (route, context) => toVersionOrNull(await putRouteItem(ports, route, context)),
    delete: (projectId, name, context) => removeRouteItem(ports, projectId, name, context),
  };
}

const listName = 'route-versions';

function positionOf(cursor: string): number {
  return Number(decodeCursor(listName, [/^\d{1,9}$/], cursor)[0]);
}

function toVersionOrNull(item: RouteItem | null): RouteVersion | null {
  return item && toRouteVersion(item);
}

async function listItems({ documents, tableName }: CorePorts, projectId: string): Promise<RouteItem[]> {
  const partition = projectPartition(projectId);
  const items = await queryPrefix({ documents, tableName, partition, sortKeyPrefix: routePrefix });
  return items.map((item) => routeItemSchema.parse(item));
}

async function find({ documents, tableName }: CorePorts, key: ItemKey): Promise<RouteItem | null> {
  const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }));
  return Item ? routeItemSchema.parse(Item) : null;
}

interface NewestQuery {
  projectId: string;
  name: string;
  limit: number;
  before: number | undefined;
}

async function newestItems(
  { documents, tableName }: CorePorts,
  { projectId, name, limit, before }: NewestQuery,
): Promise<RouteItem[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: before === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :before',
      ExpressionAttributeValues: {
        ':pk': routeVersionsPartition(projectId, name),
        ...(before === undefined ? {} : { ':before': routeVersionSk(before) }),
      },
      Limit: limit,
      ScanIndexForward: false,
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => routeItemSchema.parse(item));
}
