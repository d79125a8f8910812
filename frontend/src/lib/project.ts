import { createStore, useStore } from './create-store.ts';
import { readLocal, writeLocal } from './local-value.ts';

/** The project that requests name. It is set before any screen of a project is shown. */
export const projectStore = createStore<string | null>(readLocal('project'));

export function selectProject(projectId: string): void {
  writeLocal('project', projectId);
  projectStore.set(projectId);
}

export function useProjectId(): string {
  return useStore(projectStore) ?? '';
}

/** The selected project if the caller is still in it, else their first; null if they have none. */
export function chooseProject<T extends { project: { id: string } }>(
  memberships: readonly T[],
  selected: string | null,
): T | null {
  return memberships.find(({ project }) => project.id === selected) ?? memberships[0] ?? null;
}
