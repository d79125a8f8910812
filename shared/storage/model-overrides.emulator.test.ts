import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createTables } from '../../test/support/create-tables.ts';
import { createDocumentClient } from '../aws/document-client.ts';
import { auditPartition } from './core-keys.ts';
import { createModelOverrideRepository } from './model-overrides.ts';
import { queryPrefix } from './query-prefix.ts';

const context = { actor: { kind: 'key', id: 'k1', name: 'ci' }, requestId: 'request-1' } as const;
const modelId = 'mock/any/thing#1';

let tableName = '';
beforeAll(async () => {
  ({ core: tableName } = await createTables({ AWS_ENDPOINT_URL: inject('emulatorUrl') }, ['core']));
});

function newProject() {
  const projectId = crypto.randomUUID();
  const documents = createDocumentClient({ AWS_ENDPOINT_URL: inject('emulatorUrl') });
  const clock = () => Date.parse('2026-11-21T10:00:00Z');
  return {
    projectId,
    overrides: createModelOverrideRepository({ documents, tableName, clock }),
    audit: async () => {
      const query = { documents, tableName, partition: auditPartition(projectId), sortKeyPrefix: '0' };
      return (await queryPrefix(query)).map(({ action, target, before, after }) => ({ action, target, before, after }));
    },
  };
}

describe('model overrides', () => {
  test('an override is put, replaced as a whole, and removed, each with its audit entry', async () => {
    const { overrides, projectId, audit } = newProject();
    const priced = { price: { base: { inputUncached: '1' }, tiers: [] } };

    const record = await overrides.put(
      { projectId, modelId, override: { name: 'Mine', contextWindow: null } },
      context,
    );
    expect(record).toEqual({
      projectId,
      modelId,
      override: { name: 'Mine', contextWindow: null },
      updatedAt: '2026-11-21T10:00:00.000Z',
    });
    expect(await overrides.list(projectId)).toEqual([record]);

    await overrides.put({ projectId, modelId, override: priced }, context);
    expect((await overrides.get(projectId, modelId))?.override).toEqual(priced);

    expect(await overrides.remove(projectId, modelId, context)).toBe(true);
    expect(await overrides.get(projectId, modelId)).toBeNull();
    expect(await overrides.remove(projectId, modelId, context)).toBe(false);

    const target = { kind: 'model', id: modelId, name: modelId };
    expect(await audit()).toEqual([
      { action: 'model_override.put', target, before: null, after: { name: 'Mine', contextWindow: null } },
      { action: 'model_override.put', target, before: { name: 'Mine', contextWindow: null }, after: priced },
      { action: 'model_override.removed', target, before: priced, after: null },
    ]);
  });

  test('two people who put at once both succeed, one after the other', async () => {
    const { overrides, projectId, audit } = newProject();

    await Promise.all(
      ['a', 'b', 'c'].map((name) => overrides.put({ projectId, modelId, override: { name } }, context)),
    );

    const entries = await audit();
    expect(entries).toHaveLength(3);
    expect(entries.filter((entry) => entry.before === null)).toHaveLength(1);
  });

  test('other projects do not see it', async () => {
    const mine = newProject();
    const theirs = newProject();

    await mine.overrides.put({ projectId: mine.projectId, modelId, override: { name: 'Mine' } }, context);

    expect(await theirs.overrides.list(theirs.projectId)).toEqual([]);
    expect(await theirs.overrides.get(theirs.projectId, modelId)).toBeNull();
  });

  test('a project overrides at most 500 models; those it has it can still change', async () => {
    const { overrides, projectId } = newProject();
    for (let batch = 0; batch < 10; batch++) {
      await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          overrides.put({ projectId, modelId: `mock/${batch}-${n}`, override: {} }, context),
        ),
      );
    }

    await expect(overrides.put({ projectId, modelId, override: {} }, context)).rejects.toMatchObject({
      code: 'too_many_overrides',
    });
    expect(await overrides.put({ projectId, modelId: 'mock/0-0', override: { name: 'x' } }, context)).toBeTruthy();
  });
});
