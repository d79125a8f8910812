/** Ids that a person typed, one a line or separated by commas or spaces, each once. */
export function parseServedModels(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(Boolean))];
}
