/** Which names of models a price is for, as `genai-prices` says it. */
export type MatchClause =
  | { or: readonly MatchClause[] }
  | { and: readonly MatchClause[] }
  | { equals: string }
  | { starts_with: string }
  | { ends_with: string }
  | { contains: string }
  | { regex: string };

/** Whether a clause holds for a name in lower case. */
export function matchesClause(clause: MatchClause, name: string): boolean {
  if ('or' in clause) return clause.or.some((each) => matchesClause(each, name));
  if ('and' in clause) return clause.and.every((each) => matchesClause(each, name));
  if ('equals' in clause) return name === clause.equals.toLowerCase();
  if ('starts_with' in clause) return name.startsWith(clause.starts_with.toLowerCase());
  if ('ends_with' in clause) return name.endsWith(clause.ends_with.toLowerCase());
  if ('contains' in clause) return name.includes(clause.contains.toLowerCase());
  return new RegExp(clause.regex).test(name);
}
