/** Many names are reserved words of DynamoDB, so that all are given by placeholders. */
export function projectionOf(attributes: readonly string[]): { expression: string; names: Record<string, string> } {
  const names = [...new Set(attributes)].map((attribute, index) => [`#p${index}`, attribute] as const);
  return { expression: names.map(([placeholder]) => placeholder).join(', '), names: Object.fromEntries(names) };
}
