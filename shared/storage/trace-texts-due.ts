import { DeleteCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { fromTextProgress, type TextProgress, toTextProgressAttribute } from './text-progress.ts';
import type { ProjectHour } from './trace-slice-digests.ts';
import { textsDueKey, textsDuePartition } from './trace-text-keys.ts';
import { unlessChanged } from './unless-changed.ts';

/** What became of the runs that began the text of an hour. */
interface TextTries {
  /** Runs that began it and did not come to an end. */
  deaths: number;
  /** Runs that met an error, or got nowhere in their time. */
  failures: number;
  /** Why the last of them failed. */
  reason?: string | undefined;
  /** Since when nobody tries it any more, epoch milliseconds; unless it became due since. */
  givenUpAt?: number | undefined;
  /** What is there of the text already. */
  progress?: TextProgress | undefined;
}

export interface DueText extends ProjectHour, TextTries {
  /** From when on, epoch milliseconds. */
  dueAt: number;
  /** Runs that began it. */
  attempts: number;
  /** When a run began that has not come to an end, epoch milliseconds; 0 if there is none. */
  begunAt: number;
}

/** Hours whose text has to be digested, as only the job keeps them. */
export interface TextsDue {
  all(): AsyncIterable<DueText>;
  /** Keeps what is known of former runs: who digests an hour anew does not make it a lighter one. */
  put(of: ProjectHour, dueAt: number): Promise<void>;
  /** Leaves what is due already as it is. */
  putIfNone(of: ProjectHour, dueAt: number): Promise<void>;
  /** As if the run died, until it ends. Null if another run has begun it meanwhile. */
  beginAttempt(due: DueText, now: number): Promise<DueText | null>;
  /** Leaves it due; unless another run has begun it meanwhile. */
  endAttempt(begun: DueText, tries: TextTries & { dueAt: number }): Promise<void>;
  /** False if it has become due anew. */
  forget(due: DueText): Promise<boolean>;
}

/** Then an hour without text is left so. */
const keptSeconds = 30 * 86_400;

export function createTextsDue(ports: { documents: DynamoDBDocumentClient; tableName: string }): TextsDue {
  const { documents, tableName } = ports;
  const update = ({ projectId, hour }: ProjectHour, change: Parameters<typeof updateOf>[0]) =>
    unlessChanged(
      documents.send(
        new UpdateCommand({ TableName: tableName, Key: textsDueKey(projectId, hour), ...updateOf(change) }),
      ),
    );
  return {
    all: () => readAll(ports),
    async put(of, dueAt) {
      await update(of, { set: dueFields(of, dueAt), setIfNone: unbegun });
    },
    async putIfNone(of, dueAt) {
      const unless = 'attribute_not_exists(pk) OR #dueAt <= #givenUpAt';
      await update(of, { set: dueFields(of, dueAt), setIfNone: unbegun, condition: unless, names: ['givenUpAt'] });
    },
    async beginAttempt(due, now) {
      const set = { attempts: due.attempts + 1, begunAt: now, deaths: due.deaths + 1 };
      const isBegun = await update(due, { set, condition: stillDue, values: stillDueValues(due), names: ['dueAt'] });
      return isBegun ? { ...due, ...set } : null;
    },
    async endAttempt(begun, { dueAt, deaths, failures, reason, givenUpAt, progress }) {
      const known = { reason, givenUpAt, progress: progress && toTextProgressAttribute(progress) };
      const set = { ...dueFields(begun, dueAt), begunAt: 0, deaths, failures, ...known };
      const values = { ':attempts': begun.attempts };
      await update(begun, { set, condition: '#attempts = :attempts', values, names: ['attempts'] });
    },
    async forget(due) {
      const Key = textsDueKey(due.projectId, due.hour);
      const condition = { ConditionExpression: stillDue, ExpressionAttributeValues: stillDueValues(due) };
      const ExpressionAttributeNames = { '#dueAt': 'dueAt', '#attempts': 'attempts' };
      return await unlessChanged(
        documents.send(new DeleteCommand({ TableName: tableName, Key, ...condition, ExpressionAttributeNames })),
      );
    },
  };
}

const unbegun = { attempts: 0, begunAt: 0 };

function dueFields({ projectId, hour }: ProjectHour, dueAt: number) {
  return { projectId, hour, dueAt, ttl: Math.floor(dueAt / 1000) + keptSeconds };
}

const stillDue = '#dueAt = :stillDueAt AND #attempts = :stillAttempts';

function stillDueValues({ dueAt, attempts }: DueText) {
  return { ':stillDueAt': dueAt, ':stillAttempts': attempts };
}

interface Change {
  /** What is undefined is removed. */
  set: Readonly<Record<string, unknown>>;
  setIfNone?: Readonly<Record<string, unknown>>;
  condition?: string;
  /** Those of the condition. */
  values?: Readonly<Record<string, unknown>>;
  names?: readonly string[];
}

function updateOf({ set, setIfNone = {}, condition, values = {}, names = [] }: Change) {
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  const gone = Object.keys(set).filter((name) => set[name] === undefined);
  const sets = [
    ...given.map(([name]) => `#${name} = :${name}`),
    ...Object.keys(setIfNone).map((name) => `#${name} = if_not_exists(#${name}, :${name})`),
  ];
  const removals = gone.length > 0 ? ` REMOVE ${gone.map((name) => `#${name}`).join(', ')}` : '';
  const used = [...Object.keys(set), ...Object.keys(setIfNone), ...names];
  return {
    UpdateExpression: `SET ${sets.join(', ')}${removals}`,
    ExpressionAttributeNames: Object.fromEntries(used.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries([...given, ...Object.entries(setIfNone)].map(([name, value]) => [`:${name}`, value])),
      ...values,
    },
    ...(condition !== undefined && { ConditionExpression: condition }),
  };
}

async function* readAll(ports: { documents: DynamoDBDocumentClient; tableName: string }): AsyncGenerator<DueText> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await ports.documents.send(
      new QueryCommand({
        TableName: ports.tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': textsDuePartition },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) yield dueTextOf(item);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

/** A version before this one counted as attempts only runs that did not come to an end. */
function dueTextOf(item: Record<string, unknown>): DueText {
  const { projectId, hour, dueAt, attempts, begunAt, deaths = attempts, failures = 0, reason, givenUpAt } = item;
  const progress = fromTextProgress(item['progress']);
  return { projectId, hour, dueAt, attempts, begunAt, deaths, failures, reason, givenUpAt, progress } as DueText;
}
