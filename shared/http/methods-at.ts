import type { RouteContract } from '../contract/route.ts';

export type ServedRoute = Pick<RouteContract, 'method' | 'path'>;

/** The methods that a path takes; none if no route has it. */
export function methodsAt(served: readonly ServedRoute[], path: string): string[] {
  return [...new Set(served.filter((route) => matches(route.path, path)).map(({ method }) => method))];
}

function matches(template: string, path: string): boolean {
  const parts = template.split('/');
  const given = path.split('/');
  return (
    parts.length === given.length &&
    // A name that is empty, as where a variable of a script is not set, is no name.
    parts.every((part, index) => (part.startsWith('{') ? given[index] !== '' : part === given[index]))
  );
}
