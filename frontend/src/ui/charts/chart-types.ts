export interface ChartPoint {
  /** Start of the bucket, epoch milliseconds. */
  at: number;
  /** Null where there is nothing to say. */
  value: number | null;
}

export interface ChartSeries {
  id: string;
  label: string;
  /** A colour of the theme: `var(--series-1)`. */
  color: string;
  points: readonly ChartPoint[];
}

export interface TimeRange {
  from: number;
  to: number;
}
