/**
 * Cuts a text into the sandbox's tokens: words of at most eight letters with the blank before them, and single signs.
 * They join to the text again.
 */
export function toPieces(text: string): string[] {
  return text.match(/\s?[\p{L}\p{N}]{1,8}|[^\p{L}\p{N}]/gu) ?? [];
}

export function countPieces(text: string): number {
  return toPieces(text).length;
}
