/** At most `most` marks at round values after zero: 1, 2 or 5 times a power of ten. */
export function ticksOf(extent: number, most: number): number[] {
  if (extent <= 0) return [];
  const rough = extent / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const count = Math.floor(extent / step + 1e-9);
  return Array.from({ length: count }, (_, index) => Number(((index + 1) * step).toPrecision(12)));
}
