/** On every answer that has a trace. */
export const traceHeader = 'x-signalbox-trace-id';
