/** Ids that a person typed, one a line or separated by commas or spaces, each once. */
export function parseServedModels(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(Boolean))];
}

/** What a provider is asked for, as people read it: `*` stands for whatever is asked for. */
export function servedText(models: readonly string[]): string {
  if (models.length === 0) return 'Those of the catalogue';
  if (models.every((model) => model === '*')) return 'Any';
  const named = models.filter((model) => model !== '*');
  return [...named, ...(named.length < models.length ? ['any other'] : [])].join(', ');
}
