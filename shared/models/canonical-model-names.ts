const prefixes = ['models/', 'accounts/fireworks/models/', 'publishers/google/models/'];
/** `-2025-08-07`, `-20251001`, `@20251001`, at the end or before Bedrock's `-v1:0`. */
const snapshotDate = /[-@](20\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?=-v\d|$)/;
const bedrockVersion = /-v\d+(:\d+)?$/;

/** The names that a model may go by in the catalogue, most specific first, in lower case. */
export function canonicalModelNames(modelId: string): string[] {
  const lower = modelId.toLowerCase();
  const prefix = prefixes.find((each) => lower.startsWith(each)) ?? '';
  const bare = lower.slice(prefix.length);
  const undated = bare.replace(snapshotDate, '');
  const unversioned = undated.replace(bedrockVersion, '');
  return [...new Set([lower, bare, undated, unversioned, unversioned.replace(/-latest$/, '')])];
}
