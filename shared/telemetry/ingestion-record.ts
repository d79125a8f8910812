import type { Span } from '../contract/span.ts';

/**
 * What travels to the trace store: the spans of one trace that one request brought. Payloads hold their whole value; the
 * worker decides where it is kept.
 */
export interface IngestionRecord {
  projectId: string;
  source: 'gateway' | 'otlp' | 'native';
  /** Epoch milliseconds. */
  receivedAt: number;
  /** The object of the raw archive that holds the request. None where nothing is archived. */
  rawKey?: string;
  /** Read again from the archive: it was accepted, and counted, before. */
  isReplay?: true;
  spans: readonly Span[];
}

/** Takes records for the trace store. */
export interface TelemetrySink {
  /** Returns at once; never throws and never delays the caller. */
  record(record: IngestionRecord): void;
  /** Resolves when all that was recorded is durable. */
  flush(): Promise<void>;
}
