import { expect, test } from 'vitest';
import type { Project } from '../../shared/contract/projects.ts';
import { createSettingsReader } from './read-settings.ts';

function readerOf(project: Pick<Project, 'capturesContent'> | null) {
  let now = 0;
  let reads = 0;
  const reader = createSettingsReader({
    clock: () => now,
    projects: {
      get: async () => {
        reads += 1;
        return project as Project | null;
      },
    },
    providers: { list: async () => [] },
    overrides: { list: async () => [] },
    routes: { list: async () => [] },
    limits: { list: async () => [] },
    budgets: { list: async () => [] },
  });
  return { ...reader, reads: () => reads, wait: (ms: number) => (now += ms) };
}

test('settings are read once in 30 s, or once a second when fresh ones are asked for', async () => {
  const reader = readerOf({ capturesContent: false });

  expect(await reader.settingsOf('p')).toEqual({
    ...{ capturesContent: false, providers: [], overrides: [], routes: [], limits: [], budgets: [] },
  });
  reader.wait(29_999);
  await reader.settingsOf('p');
  expect(reader.reads()).toBe(1);
  await reader.freshSettingsOf('p');
  await reader.freshSettingsOf('p');
  expect(reader.reads()).toBe(2);
  reader.wait(30_000);
  await reader.settingsOf('p');
  expect(reader.reads()).toBe(3);
});

test('a project that does not exist is not found', async () => {
  const reader = readerOf(null);

  await expect(reader.settingsOf('p')).rejects.toMatchObject({ status: 404 });
  await expect(reader.freshSettingsOf('p')).rejects.toMatchObject({ status: 404 });
});
