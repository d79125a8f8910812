import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { ConflictError } from '../http/errors.ts';
import { auditPut, type ChangeContext } from './audit-log.ts';
import { type ItemKey, projectPartition } from './core-keys.ts';
import { type CorePorts, withDefaults } from './core-ports.ts';
import { queryPrefix } from './query-prefix.ts';
import { outdated, retryOnChange } from './retry-on-change.ts';
import { type TransactItem, transact } from './transact.ts';

/** What every rule of a project has, beside what it says. */
export interface StoredRule {
  id: string;
  name: string;
  version: number;
  createdAt: string;
  updatedAt: string;
}

type RuleInput<R extends StoredRule> = Omit<R, 'id' | 'version' | 'createdAt' | 'updatedAt'>;

export interface RuleRepository<R extends StoredRule> {
  /** By name. */
  list(projectId: string): Promise<R[]>;
  get(projectId: string, id: string): Promise<R | null>;
  create(projectId: string, input: RuleInput<R>, context: ChangeContext): Promise<R>;
  /** Null if there is none. */
  replace(projectId: string, id: string, input: RuleInput<R>, context: ChangeContext): Promise<R | null>;
  /** False if there is none. */
  remove(projectId: string, id: string, context: ChangeContext): Promise<boolean>;
}

/** What tells one kind of rule from another. */
export interface RuleKind<R extends StoredRule> {
  /** In audit entries: `limit.created`. */
  name: 'limit' | 'budget';
  prefix: string;
  keyOf: (projectId: string, id: string) => ItemKey;
  schema: z.ZodType<R>;
}

/**
 * All that a call takes is one transaction of at most 100 items, and a limit can be two of them: 90 leave room for rules
 * that are made at the same moment.
 */
const maxRules = 30;

/** Limits or budgets of projects. Every change is written in one transaction with its audit entry. */
export function createRuleRepository<R extends StoredRule>(corePorts: CorePorts, kind: RuleKind<R>): RuleRepository<R> {
  const ports = { ...withDefaults(corePorts), kind };
  return {
    list: async (projectId) => (await listRules(ports, projectId)).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    get: (projectId, id) => find(ports, projectId, id),
    async create(projectId, input, context) {
      await assertRoom(ports, projectId);
      const now = new Date(ports.clock()).toISOString();
      const rule = { ...input, id: ports.ids(), version: 1, createdAt: now, updatedAt: now } as R;
      await write(ports, { projectId, before: null, after: rule, context });
      return rule;
    },
    replace: (projectId, id, input, context) =>
      retryOnChange(async () => {
        const before = await find(ports, projectId, id);
        if (before === null) return null;
        const { createdAt, version } = before;
        const updatedAt = new Date(ports.clock()).toISOString();
        const after = { ...input, id, createdAt, updatedAt, version: version + 1 } as R;
        return (await write(ports, { projectId, before, after, context })) ? after : outdated;
      }),
    remove: (projectId, id, context) =>
      retryOnChange(async () => {
        const before = await find(ports, projectId, id);
        if (before === null) return false;
        return (await write(ports, { projectId, before, after: null, context })) ? true : outdated;
      }),
  };
}

interface Ports<R extends StoredRule> extends Required<CorePorts> {
  kind: RuleKind<R>;
}

async function listRules<R extends StoredRule>(ports: Ports<R>, projectId: string): Promise<R[]> {
  const { documents, tableName, kind } = ports;
  const partition = projectPartition(projectId);
  const items = await queryPrefix({ documents, tableName, partition, sortKeyPrefix: kind.prefix });
  return items.map(({ rule }) => kind.schema.parse(rule));
}

async function find<R extends StoredRule>(ports: Ports<R>, projectId: string, id: string): Promise<R | null> {
  const { documents, tableName, kind } = ports;
  const Key = kind.keyOf(projectId, id);
  const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  return Item ? kind.schema.parse(Item['rule']) : null;
}

async function assertRoom<R extends StoredRule>(ports: Ports<R>, projectId: string): Promise<void> {
  const present = await listRules(ports, projectId);
  if (present.length < maxRules) return;
  throw new ConflictError(`A project has at most ${maxRules} ${ports.kind.name}s.`, `too_many_${ports.kind.name}s`);
}

interface RuleChange<R extends StoredRule> {
  projectId: string;
  before: R | null;
  after: R | null;
  context: ChangeContext;
}

/** False if somebody else changed it since it was read. */
async function write<R extends StoredRule>(ports: Ports<R>, change: RuleChange<R>): Promise<boolean> {
  const { before, after } = change;
  const rule = after ?? before;
  if (rule === null) throw new Error('A change is from something to something.');
  const { isDone } = await transact(ports.documents, [
    ruleItem(ports, change, rule.id),
    auditItem(ports, change, rule),
  ]);
  return isDone;
}

function ruleItem<R extends StoredRule>(
  ports: Ports<R>,
  { projectId, before, after }: RuleChange<R>,
  id: string,
): TransactItem {
  const Key = ports.kind.keyOf(projectId, id);
  const target = { TableName: ports.tableName, ...unchangedSince(before) };
  if (after === null) return { Delete: { ...target, Key } };
  return { Put: { ...target, Item: { ...Key, projectId, version: after.version, rule: after } } };
}

function unchangedSince(before: StoredRule | null) {
  if (before === null) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': before.version },
  };
}

function auditItem<R extends StoredRule>(
  ports: Ports<R>,
  { projectId, before, after, context }: RuleChange<R>,
  { id, name }: StoredRule,
): TransactItem {
  const verb = before === null ? 'created' : after === null ? 'removed' : 'updated';
  const action = `${ports.kind.name}.${verb}`;
  const record = { projectId, action, target: { kind: ports.kind.name, id, name } };
  return auditPut({ ...ports, context, record: { ...record, before: asRecord(before), after: asRecord(after) } });
}

function asRecord(rule: StoredRule | null): Record<string, unknown> | null {
  return rule && { ...rule };
}
