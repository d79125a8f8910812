/** `128,000` */
export function formatTokens(tokens: number): string {
  return tokens.toLocaleString('en-US');
}
