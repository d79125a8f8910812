/** Dashboards and alarms import these, so that renaming one is a compile error where it matters. */
export const metricsNamespace = 'Signalbox';

/** Of every HTTP function, with the dimension `service`. */
export const httpMetrics = {
  /** Milliseconds from the request to the last byte of the answer. Its count is the number of requests. */
  latency: 'RequestLatency',
  serverErrors: 'RequestServerErrors',
} as const;

/** Of every call whose answer had to keep to a schema, with the dimensions `model` and `mode`. */
export const structuredMetrics = {
  /** 1 if the answer that the caller got is valid, else 0: its average is the rate of valid answers. */
  valid: 'StructuredOutputValid',
  /** 1 if it took a repair. */
  repaired: 'StructuredOutputRepaired',
} as const;

/** Name of the job that compares accepted and stored spans, and the dimension `service` of its metrics. */
export const reconcilerService = 'tracing-reconciler';

/** Of every run of that job, over all projects and the last 48 hours. */
export const reconciliationMetrics = {
  /** Spans that were accepted and are not accounted for, or are stored and not queryable. */
  missingSpans: 'TelemetryMissingSpans',
  /** Spans accounted for beyond what was counted as accepted. */
  surplusSpans: 'TelemetrySurplusSpans',
  /** Of the traces that were read back, those that were not whole. */
  unreadableTraces: 'TelemetryUnreadableTraces',
  /** Hours of projects that a run had no time for. */
  waitingHours: 'TelemetryUncomparedHours',
} as const;

/** Name of the job that digests the index of traces, and the dimension `service` of its metrics. */
export const digesterService = 'tracing-digester';

/** Of every run of that job, in hours of projects. */
export const digestMetrics = {
  digested: 'TraceHoursDigested',
  /** Due, and for lack of time left to the next run. */
  waiting: 'TraceHoursUndigested',
} as const;

/** Name of the job that makes text of recent traces, and the dimension `service` of its metrics. */
export const recentIndexerService = 'tracing-recent-indexer';

/** Of every run of that job, in projects. */
export const recentTextMetrics = {
  /** For lack of time left to the next run, in part or whole. */
  waiting: 'RecentTextProjectsWaiting',
} as const;

/** Counted from the log of every function that sends telemetry. */
export const telemetryMetrics = {
  /** Records that neither the ingestion queue nor the spool took. */
  lostRecords: 'TelemetryRecordsLost',
  /** Writes to the archive that S3 refused: what they hold is stored, and waits to be archived. With the dimension `service`. */
  unarchived: 'TelemetryRequestsUnarchived',
} as const;
