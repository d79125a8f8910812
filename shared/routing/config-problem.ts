/** What is wrong with a route's configuration, and where. */
export interface ConfigProblem {
  path: (string | number)[];
  /** What would be right. */
  message: string;
}

/** Names the second and each further entry of the same name. */
export function findDuplicates(
  names: readonly string[],
  pathOf: (index: number) => (string | number)[],
): ConfigProblem[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index ? [] : [{ path: pathOf(index), message: `"${name}" is here twice; name each once` }],
  );
}
