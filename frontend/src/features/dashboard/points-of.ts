import type { MetricBucket, MetricSeries } from '../../../../shared/contract/trace-metrics.ts';

/** What a chart draws of a bucket. */
export type Pick = (bucket: MetricBucket) => number | null;

export function pointsOf(series: MetricSeries | undefined, pick: Pick) {
  return (series?.buckets ?? []).map((bucket) => ({ at: Date.parse(bucket.start), value: pick(bucket) }));
}
