/** Dashboards and alarms import these, so that renaming one is a compile error where it matters. */
export const metricsNamespace = 'Signalbox';

/** Of every HTTP function, with the dimension `service`. */
export const httpMetrics = {
  /** Milliseconds from the request to the last byte of the answer. Its count is the number of requests. */
  latency: 'RequestLatency',
  serverErrors: 'RequestServerErrors',
} as const;
