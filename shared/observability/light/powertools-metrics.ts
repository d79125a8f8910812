export const MetricUnit = { Milliseconds: 'Milliseconds', Count: 'Count' } as const;

/**
 * Stands in for Powertools' metrics in bundles that ask for it: one line in CloudWatch's embedded metric format with the
 * dimension `service` (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 */
export class Metrics {
  readonly #namespace: string;
  readonly #service: string;
  #metrics: { Name: string; Unit: string }[] = [];
  #values: Record<string, unknown> = {};

  constructor({ namespace, serviceName }: { namespace: string; serviceName: string }) {
    this.#namespace = namespace;
    this.#service = serviceName;
  }

  addMetadata(name: string, value: string): void {
    this.#values[name] = value;
  }

  addMetric(name: string, unit: string, value: number): void {
    this.#metrics.push({ Name: name, Unit: unit });
    this.#values[name] = value;
  }

  publishStoredMetrics(): void {
    const described = { Namespace: this.#namespace, Dimensions: [['service']], Metrics: this.#metrics };
    const _aws = { Timestamp: Date.now(), CloudWatchMetrics: [described] };
    process.stdout.write(`${JSON.stringify({ _aws, service: this.#service, ...this.#values })}\n`);
    this.#metrics = [];
    this.#values = {};
  }
}
