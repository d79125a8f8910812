import type { GatewayPorts } from '../../../functions/gateway/gateway-ports.ts';
import type { Span } from '../../../shared/contract/span.ts';

/** Keeps spans by their trace, for tests that run side by side. */
export function createSpanBook() {
  const kept = new Map<string, (spans: Span[]) => void>();
  const traces = new Map<string, Promise<Span[]>>();
  const traceOf = (traceId: string): Promise<Span[]> => {
    const { promise, resolve } = Promise.withResolvers<Span[]>();
    const known = traces.get(traceId);
    if (known) return known;
    kept.set(traceId, resolve);
    traces.set(traceId, promise);
    return promise;
  };
  const sink: GatewayPorts['sink'] = {
    record({ spans }) {
      const [{ traceId } = { traceId: '' }] = spans;
      void traceOf(traceId);
      kept.get(traceId)?.([...spans]);
    },
    flush: async () => undefined,
  };
  return { sink, traceOf };
}
