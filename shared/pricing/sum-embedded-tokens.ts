/**
 * The tokens of an embeddings input: texts, by `tokensOf`, or token ids, each of which is one. It is looked through without
 * recursion: a body may hold lists within lists for as long as it is large.
 */
export function sumEmbeddedTokens(input: unknown, tokensOf: (text: string) => number): number {
  let sum = 0;
  const open: unknown[] = [input];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') sum += tokensOf(next);
    else if (typeof next === 'number') sum += 1;
    else if (Array.isArray(next)) for (const each of next) open.push(each);
  }
  return sum;
}
