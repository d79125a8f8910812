import type { Clock } from '../runtime/clock.ts';
import { metricsNamespace } from './metric-names.ts';

export interface Measurement {
  dimensions: Readonly<Record<string, string>>;
  /** Counts, by the name of their metric. */
  values: Readonly<Record<string, number>>;
}

interface PrintPorts {
  clock: Clock;
  write: (line: string) => void;
}

/**
 * One line in CloudWatch's embedded metric format, with dimensions of its own: those of a request are its function's
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 */
export function printMeasurement({ dimensions, values }: Measurement, { clock, write }: PrintPorts): void {
  const described = {
    Namespace: metricsNamespace,
    Dimensions: [Object.keys(dimensions)],
    Metrics: Object.keys(values).map((Name) => ({ Name, Unit: 'Count' })),
  };
  const _aws = { Timestamp: clock(), CloudWatchMetrics: [described] };
  write(`${JSON.stringify({ _aws, ...dimensions, ...values })}\n`);
}
