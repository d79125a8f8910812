import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import {
  digestKey,
  digestPartition,
  hourOfSortKey,
  shardOfSortKey,
} from '../../../shared/storage/trace-digest-keys.ts';
import { dayOf } from '../../../shared/storage/trace-keys.ts';
import { createTextRenewals, type TextRenewal } from '../../../shared/storage/trace-text-renewals.ts';
import { fromTextAttribute } from '../../../shared/text-digests/text-digest.ts';
import { textFormat } from '../../../shared/text-digests/text-segment.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { collect, createDigestStage, type DigestStage, digested } from '../../../test/support/digest-stage.ts';
import { type RenewTextsPorts, renewTexts } from './renew-texts.ts';

const hour = 3_600_000;
const day = 24 * hour;
const forever = Number.POSITIVE_INFINITY;

let documents: DynamoDBDocumentClient;
let tableName: string;
let stage: DigestStage;

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  documents = createDocumentClient(environment);
  tableName = (await createTables(environment, ['traces'])).traces;
});

/** An hour whose text was digested by another version, ten days ago. */
beforeEach(async () => {
  stage = createDigestStage({ documents, traces: tableName });
  await stage.store('trace', { attributes: { note: 'It needs a refund.' } });
  stage.advance(3 * hour);
  await stage.digest();
  await stage.digestTexts();
  await changeFormat(digested);
  stage.advance(10 * day);
});

async function changeFormat(of: number): Promise<void> {
  for (const { sk } of await digests(of)) {
    const Key = digestKey({ projectId: stage.projectId, hour: of }, shardOfSortKey(String(sk)) ?? 0);
    await documents.send(
      new UpdateCommand({
        ...{ TableName: tableName, Key, UpdateExpression: 'SET texts.#format = :format' },
        ...{ ExpressionAttributeNames: { '#format': 'format' }, ExpressionAttributeValues: { ':format': 1 } },
      }),
    );
  }
}

async function digests(of: number): Promise<Record<string, unknown>[]> {
  const values = { ':pk': digestPartition(stage.projectId, dayOf(of)) };
  const query = { TableName: tableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: values };
  const { Items = [] } = await documents.send(new QueryCommand(query));
  return Items.filter(({ sk }) => shardOfSortKey(String(sk)) !== null && hourOfSortKey(String(sk)) === of);
}

const ownRenewals = async () =>
  (await collect(createTextRenewals({ documents, tableName }).all())).filter(
    ({ projectId }) => projectId === stage.projectId,
  );
const isReadable = async () => (await digests(digested)).map(({ texts }) => fromTextAttribute(texts) !== null);
const dueHours = async () => (await collect(stage.textPorts.textsDue.all())).map((due) => due.hour);

/** By the job, which has seen the project accept something. */
function renew(overrides: Partial<RenewTextsPorts> = {}, deadline = forever): Promise<number> {
  const ports: RenewTextsPorts = {
    counts: {
      async *hours(_, to) {
        yield { projectId: stage.projectId, hour: to };
      },
    },
    renewals: createTextRenewals({ documents, tableName }),
    ...{ textsDue: stage.textPorts.textsDue, clock: stage.clock, logger: silentLogger },
  };
  return renewTexts({ ...ports, ...overrides }, deadline);
}

describe('text of another format', () => {
  test('is taken for none, and made anew by the job', async () => {
    expect(new Set(await isReadable())).toEqual(new Set([false]));
    expect((await stage.find('refund')).names).toEqual(['trace']);

    expect(await renew()).toBe(1);
    expect(await dueHours()).toEqual([digested]);
    const former = await stage.textPorts.texts.sortKeys({ projectId: stage.projectId, hour: digested });
    expect(await stage.digestTexts()).toMatchObject({ digestedCount: 1 });
    expect(new Set(await isReadable())).toEqual(new Set([true]));
    const sortKeys = await stage.textPorts.texts.sortKeys({ projectId: stage.projectId, hour: digested });
    expect(sortKeys.filter((sortKey) => former.includes(sortKey))).toEqual([]);
    expect((await stage.find('ref')).names).toEqual(['trace']);
  });

  test('is looked for once, and again a week later, because an older version may have been back', async () => {
    expect([await renew(), await renew()]).toEqual([1, 0]);
    await stage.digestTexts();
    await changeFormat(digested);
    stage.advance(6 * day);
    expect(await renew()).toBe(0);
    stage.advance(2 * day);
    expect(await renew()).toBe(1);
  });

  test('is not looked for where there is no time', async () => {
    expect(await renew({}, 0)).toBe(0);
    expect(await renew()).toBe(1);
  });

  test('becomes due bit by bit, the newest first', async () => {
    const asked: number[] = [];
    const renewals = {
      ...createTextRenewals({ documents, tableName }),
      async outdatedHours(_: string, of: number) {
        asked.push(of);
        return Array.from({ length: 5 }, (_, index) => of * day + index * hour);
      },
    };
    const today = dayOf(stage.clock());
    expect(await renew({ renewals })).toBe(15);
    expect(Math.max(...(await dueHours()))).toBe(today * day + 4 * hour);
    expect(await renew({ renewals })).toBe(15);
    expect(Math.min(...(await dueHours()))).toBe((today - 5) * day);
    const expected: TextRenewal = {
      projectId: stage.projectId,
      format: textFormat,
      begunAt: stage.clock(),
      dayCount: 6,
    };
    expect(await ownRenewals()).toEqual([expected]);
    expect(Math.max(...asked)).toBe(today);
  });

  /** Of several projects, some of which cannot be looked through. */
  const renewingAll = (projectIds: readonly string[], asked: string[], isLost: (projectId: string) => boolean) => ({
    counts: {
      async *hours(_: number, to: number) {
        for (const projectId of projectIds) yield { projectId, hour: to };
      },
    },
    renewals: {
      ...createTextRenewals({ documents, tableName }),
      async outdatedHours(projectId: string, of: number) {
        asked.push(projectId);
        if (isLost(projectId)) throw new Error('This day cannot be read.');
        return Array.from({ length: 5 }, (_, index) => of * day + index * hour);
      },
    },
  });

  test('is looked for in other projects though one of them fails', async () => {
    const lost = `${stage.projectId} lost`;
    const all = renewingAll([lost, stage.projectId], [], (projectId) => projectId === lost);
    expect(await renew(all)).toBe(15);
    expect(await renew(all)).toBe(15);
    expect(await ownRenewals()).toMatchObject([{ dayCount: 6 }]);
  });

  test('is looked for where the least has been looked through', async () => {
    const another = `${stage.projectId} other`;
    const asked: string[] = [];
    const all = renewingAll([stage.projectId, another], asked, () => false);
    const turns: (string | undefined)[] = [];
    for (let run = 0; run < 4; run++) {
      asked.length = 0;
      await renew(all);
      turns.push(asked[0]);
    }
    expect(turns).toEqual([stage.projectId, another, stage.projectId, another]);
  });
});
