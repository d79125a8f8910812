export interface AttributeRow {
  name: string;
  /** As it reads: text as it is, the rest as JSON. */
  value: string;
}

/** Attributes by name, those only that hold `find` in name or value, in any case. */
export function attributeRows(attributes: Record<string, unknown>, find: string): AttributeRow[] {
  const wanted = find.trim().toLowerCase();
  return Object.entries(attributes)
    .map(([name, value]) => ({ name, value: typeof value === 'string' ? value : JSON.stringify(value, null, 2) }))
    .filter(({ name, value }) => `${name}\n${value}`.toLowerCase().includes(wanted))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export interface SpanEvent {
  timeUnixNano: string;
  name: string;
  attributes: Record<string, unknown>;
}
export interface SpanLink {
  traceId: string;
  spanId: string;
  attributes: Record<string, unknown>;
}

/** OpenTelemetry's events and links, which the store keeps among the notes under reserved names. */
export function notesOf(metadata: Record<string, unknown>): {
  events: SpanEvent[];
  links: SpanLink[];
  rest: Record<string, unknown>;
} {
  const { events, links, ...rest } = metadata;
  return { events: listOf<SpanEvent>(events, 'timeUnixNano'), links: listOf<SpanLink>(links, 'traceId'), rest };
}

/** The stack of the last exception that a span noted; null if it noted none. */
export function stackOf(metadata: Record<string, unknown>): string | null {
  const stacks = notesOf(metadata).events.map(({ attributes }) => attributes['exception.stacktrace']);
  return stacks.findLast((stack): stack is string => typeof stack === 'string' && stack.trim() !== '') ?? null;
}

function listOf<T>(value: unknown, field: keyof T & string): T[] {
  if (!Array.isArray(value)) return [];
  const hasField = (each: unknown) =>
    typeof each === 'object' && each !== null && typeof (each as Record<string, unknown>)[field] === 'string';
  return value.filter(hasField).map((each) => ({ attributes: {}, ...each }) as T);
}
