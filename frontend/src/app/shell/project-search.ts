export interface ProjectSearch {
  /** Whose screen it is: a link means the same to everybody, whatever project they looked at last. */
  project?: string;
}

export function parseProjectSearch(search: Record<string, unknown>): ProjectSearch {
  const { project } = search;
  return typeof project === 'string' && project !== '' ? { project } : {};
}
