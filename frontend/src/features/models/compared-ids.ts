/** As many stand beside each other as can be read. */
export const mostCompared = 4;

/** The models of a comparison as its URL names them, each once. */
export function comparedIds(text: string): string[] {
  return [...new Set(text.split(',').filter(Boolean))].slice(0, mostCompared);
}
