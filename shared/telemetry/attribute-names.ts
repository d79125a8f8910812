/** Whether a name is among these, in which `*` stands for any part up to the next full stop. */
export function createNameMatcher(names: readonly string[]): (name: string) => boolean {
  const exact = new Set(names.filter((name) => !name.includes('*')));
  const patterns = names.filter((name) => name.includes('*')).map(toPattern);
  return (name) => exact.has(name) || patterns.some((pattern) => pattern.test(name));
}

function toPattern(name: string): RegExp {
  const parts = name.split('*').map((part) => part.replaceAll('.', '\\.'));
  return new RegExp(`^${parts.join('[^.]+')}$`);
}
