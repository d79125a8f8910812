/** A hexadecimal id without one of these could be read as a number, and then the router puts it in quotes. */
const isWord = /^[0-9a-f]*[a-df][0-9a-f]*$/;

/**
 * Makes addresses of traces beside a list. What they have in common is put into words once: a busy list asks for seventy a
 * second, and the router's own words take longer than all else of a row.
 */
export function createTraceHref<S extends { trace?: string | undefined }>(
  path: string,
  { trace: _, ...others }: S,
  stringify: (search: Record<string, unknown>) => string,
): (traceId: string) => string {
  const common = stringify(others);
  const start = `${path}${common}${common === '' ? '?' : '&'}`;
  return (trace) => start + (isWord.test(trace) ? `trace=${trace}` : stringify({ trace }).slice(1));
}
