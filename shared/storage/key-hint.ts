/** The last four characters of a provider's key, but never more than half of it. */
export function keyHintOf(apiKey: string): string {
  return apiKey.slice(apiKey.length - Math.min(4, Math.floor(apiKey.length / 2)));
}
