import type { SkippedRows } from './trace-partition.ts';

/** How many rows were skipped above a position, asked after every step of a search that skips thousands of runs. */
export class SkippedTotal {
  /** Newest first, each with the sum of all down to it. */
  private sums: (SkippedRows & { total: number })[] = [];

  add(skipped: readonly SkippedRows[]): void {
    let total = 0;
    this.sums = [...this.sums, ...skipped]
      .sort((a, b) => (a.first < b.first ? 1 : -1))
      .map(({ first, count }) => {
        total += count;
        return { first, count, total };
      });
  }

  /** Of those that begin at this sort key or above it. */
  downTo(position: string): number {
    let [low, high] = [0, this.sums.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.sums[middle]?.first ?? '') >= position) low = middle + 1;
      else high = middle;
    }
    return this.sums[low - 1]?.total ?? 0;
  }
}
