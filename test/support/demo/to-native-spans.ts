import type { DemoContext, DemoSpan, DemoTrace } from './demo-span.ts';

/** The body of `POST /api/v2/spans` for a trace. */
export function toNativeSpans({ context, spans }: DemoTrace): object[] {
  return spans.map((span) => toNative(span, context));
}

function toNative({ events: _events, start, end, model, errorType, ...span }: DemoSpan, context: DemoContext): object {
  return {
    ...span,
    ...context,
    startTime: nanos(start),
    endTime: nanos(end),
    status: errorType === undefined ? 'ok' : 'error',
    ...(errorType === undefined ? {} : { errorType }),
    ...(model === undefined ? {} : { model }),
    isSimulated: true,
  };
}

export const nanos = (milliseconds: number) => String(BigInt(Math.round(milliseconds * 1000)) * 1000n);
