import { expect, test, vi } from 'vitest';
import type { Project } from '../contract/projects.ts';
import { createCachedProjects } from './cached-projects.ts';

const project = { id: 'p', name: 'Project', retentionDays: 30, capturesContent: true } as Project;

test('settings are read at most every 30 seconds, and a project that is not there every second', async () => {
  let now = 0;
  const get = vi.fn(async (projectId: string) => (projectId === 'p' ? project : null));
  const projects = createCachedProjects({ get }, () => now);

  expect([await projects.get('p'), await projects.get('q')]).toEqual([project, null]);
  now = 29_999;
  await projects.get('p');
  expect(get).toHaveBeenCalledTimes(2);
  await projects.get('q');
  now = 30_000;
  await projects.get('p');
  expect(get.mock.calls.map(([id]) => id)).toEqual(['p', 'q', 'q', 'p']);
});
