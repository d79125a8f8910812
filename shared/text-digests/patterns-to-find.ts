import type { Filter, Pattern } from '../trace-filter/filter.ts';
import { lowerCased } from '../trace-filter/matches-pattern.ts';
import { gramsOfPattern } from './sought-grams.ts';

/** Texts that a fitting trace may need to hold, in lower case, each once; not those that it must lack, of which grams tell nothing. */
export function patternsToFind(filter: Filter): Pattern[] {
  const found = new Map<string, Pattern>();
  visit(filter, false, (pattern) => {
    if (gramsOfPattern(pattern).length > 0) found.set(pattern.join('\0'), pattern);
  });
  return [...found.values()];
}

function visit(filter: Filter, isNegated: boolean, take: (pattern: Pattern) => void): void {
  if (filter.kind === 'not') visit(filter.of, !isNegated, take);
  else if (filter.kind === 'and' || filter.kind === 'or') for (const each of filter.of) visit(each, isNegated, take);
  else if (filter.kind === 'text' && !isNegated) take(lowerCased(filter.pattern));
}
