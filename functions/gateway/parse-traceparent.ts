export interface TraceParent {
  traceId: string;
  parentSpanId: string;
}

const pattern = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(?:-.*)?$/;

/** W3C Trace Context §3.2; null if the header is absent or not valid, which starts a new trace. */
export function parseTraceparent(header: string | null): TraceParent | null {
  const [, traceId, parentSpanId] = pattern.exec(header?.trim() ?? '') ?? [];
  return traceId !== undefined && parentSpanId !== undefined ? { traceId, parentSpanId } : null;
}
