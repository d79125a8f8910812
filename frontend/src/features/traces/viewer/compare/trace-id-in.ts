/** The trace id in what somebody pasted: the id itself, in either case, or an address that holds it. */
export function traceIdIn(text: string): string | null {
  return /(?:^|\/traces\/|\s)([0-9a-f]{32})(?=$|[\s?#/])/i.exec(text.trim())?.[1]?.toLowerCase() ?? null;
}
