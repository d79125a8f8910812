import type { Span } from '../../../../shared/contract/span.ts';
import { Status } from '../../ui/status.tsx';

/** `unset` is what OpenTelemetry says of a span that ended without a verdict. */
export function StatusText({ status }: { status: Span['status'] }) {
  if (status === 'error') return <Status tone="stop">Error</Status>;
  return status === 'ok' ? <Status tone="go">OK</Status> : <Status tone="neutral">Unset</Status>;
}
