/** Of a row of rollups: a release (or version of a prompt), and the trace name that it ran, if the row is of one. */
export interface PairedName {
  group: string;
  name: string | null;
}

export type Kinship = (a: string, b: string) => boolean;

/**
 * Whether two releases are of the same program. A project holds several programs, each with releases of its own; those that run
 * traces of the same name are of one, and so are versions of one prompt.
 */
export function createKinship(rows: readonly PairedName[]): Kinship {
  const namesOf = new Map<string, Set<string>>();
  for (const { group, name } of rows) {
    const names = namesOf.get(group) ?? new Set();
    namesOf.set(group, names);
    if (name !== null) names.add(name);
  }
  return (a, b) => {
    const [one, other] = [promptOf(a), promptOf(b)];
    if (one !== null && one === other) return true;
    const names = namesOf.get(b);
    return [...(namesOf.get(a) ?? [])].some((name) => names?.has(name));
  };
}

/** `support` of `support@7`. */
export function promptOf(value: string): string | null {
  const at = value.lastIndexOf('@');
  return at <= 0 ? null : value.slice(0, at);
}
