import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Project } from '../contract/projects.ts';
import { auditPut, type ChangeContext } from './audit-log.ts';
import { changedFields } from './changed-fields.ts';
import { projectKey } from './core-keys.ts';
import { type CorePorts, withDefaults } from './core-ports.ts';
import { type MemberRecord, memberPut } from './member-record.ts';
import { outdated, retryOnChange } from './retry-on-change.ts';
import { transact } from './transact.ts';
import { versionedUpdate } from './versioned-update.ts';

const projectRecordSchema = z.object({
  id: z.string(),
  name: z.string(),
  retentionDays: z.number(),
  capturesContent: z.boolean(),
  createdAt: z.number(),
  updatedAt: z.number(),
  version: z.number(),
});
type ProjectRecord = z.output<typeof projectRecordSchema>;

export type ProjectSettings = Pick<Project, 'name' | 'retentionDays' | 'capturesContent'>;

export interface NewProject extends ProjectSettings {
  /** Who becomes its administrator. */
  admin: { id: string; email: string };
}

export interface ProjectRepository {
  get(projectId: string): Promise<Project | null>;
  /** In the order of the ids, without those that do not exist. At most 100. */
  getMany(projectIds: readonly string[]): Promise<Project[]>;
  create(project: NewProject, context: ChangeContext): Promise<Project>;
  /** Null if there is no such project. */
  update(projectId: string, change: Partial<ProjectSettings>, context: ChangeContext): Promise<Project | null>;
}

/** Projects and their settings. */
export function createProjectRepository(corePorts: CorePorts): ProjectRepository {
  const ports = withDefaults(corePorts);
  return {
    get: async (projectId) => {
      const record = await read(ports, projectId);
      return record ? toProject(record) : null;
    },
    getMany: (projectIds) => getMany(ports, projectIds),
    create: (project, context) => create(ports, project, context),
    update: (projectId, change, context) => retryOnChange(() => update(ports, projectId, change, context)),
  };
}

type Ports = Required<CorePorts>;

async function read({ documents, tableName }: Ports, projectId: string): Promise<ProjectRecord | null> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName, Key: projectKey(projectId), ConsistentRead: true }),
  );
  return Item ? projectRecordSchema.parse(Item) : null;
}

async function getMany({ documents, tableName }: Ports, projectIds: readonly string[]): Promise<Project[]> {
  const found = new Map<string, Project>();
  let keys: Record<string, unknown>[] = [...new Set(projectIds)].map(projectKey).map((key) => ({ ...key }));
  while (keys.length > 0) {
    const { Responses, UnprocessedKeys } = await documents.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } } }),
    );
    for (const item of Responses?.[tableName] ?? []) {
      const project = toProject(projectRecordSchema.parse(item));
      found.set(project.id, project);
    }
    keys = UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return projectIds.flatMap((id) => found.get(id) ?? []);
}

async function create(ports: Ports, project: NewProject, context: ChangeContext): Promise<Project> {
  const { documents, tableName, clock, ids } = ports;
  const now = clock();
  const { admin, ...settings } = project;
  const record: ProjectRecord = { id: ids(), ...settings, createdAt: now, updatedAt: now, version: 1 };
  const member: MemberRecord = { ...admin, role: 'admin', status: 'active', createdAt: now, version: 1 };
  const target = { kind: 'project', id: record.id, name: record.name };
  const outcome = await transact(documents, [
    {
      Put: {
        TableName: tableName,
        Item: { ...projectKey(record.id), ...record, adminCount: 1 },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    memberPut(tableName, record.id, member),
    auditPut({
      ...ports,
      context,
      record: {
        projectId: record.id,
        action: 'project.created',
        target,
        before: null,
        after: { ...settings, administrator: admin.email },
      },
    }),
  ]);
  if (!outcome.isDone) throw new Error(`The new project id ${record.id} is taken.`);
  return toProject(record);
}

async function update(
  ports: Ports,
  projectId: string,
  change: Partial<ProjectSettings>,
  context: ChangeContext,
): Promise<Project | null | typeof outdated> {
  const { documents, tableName, clock } = ports;
  const record = await read(ports, projectId);
  if (!record) return null;
  const fields = changedFields(record, change);
  if (!fields) return toProject(record);
  const set = { ...fields.after, updatedAt: clock() };
  const target = { kind: 'project', id: record.id, name: record.name };
  const outcome = await transact(documents, [
    versionedUpdate({ tableName, key: projectKey(projectId), version: record.version, set }),
    auditPut({ ...ports, context, record: { projectId, action: 'project.updated', target, ...fields } }),
  ]);
  return outcome.isDone ? toProject({ ...record, ...set }) : outdated;
}

function toProject({ version: _, createdAt, updatedAt, ...rest }: ProjectRecord): Project {
  return { ...rest, createdAt: new Date(createdAt).toISOString(), updatedAt: new Date(updatedAt).toISOString() };
}
