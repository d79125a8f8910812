import type { OrderedTarget, PricedTarget } from './order-targets.ts';

/**
 * The faster of two that are drawn at random, then the others, fastest first. Two choices keep all callers from running to
 * the one target that was the fastest a moment ago (Mitzenmacher: "The power of two choices in randomized load balancing",
 * 2001). A target that nothing is known of goes before a known one: that is how something becomes known.
 */
export function fastestOfTwo(targets: readonly PricedTarget[], random: () => number): OrderedTarget[] {
  const [first, second] = drawTwo(targets, random);
  if (first === undefined) return [];
  const [chosen, other] =
    second === undefined || latencyOf(first) <= latencyOf(second) ? [first, second] : [second, first];
  const rest = targets.filter((target) => target !== chosen).toSorted((a, b) => latencyOf(a) - latencyOf(b));
  return [
    { target: chosen, reason: reasonFor(chosen, other) },
    ...rest.map((target) => ({ target, reason: 'by expected latency' })),
  ];
}

function drawTwo(targets: readonly PricedTarget[], random: () => number): (PricedTarget | undefined)[] {
  const first = Math.floor(random() * targets.length);
  const step = 1 + Math.floor(random() * (targets.length - 1));
  return targets.length < 2 ? [targets[0]] : [targets[first], targets[(first + step) % targets.length]];
}

function latencyOf({ expectedLatencyMs }: PricedTarget): number {
  return expectedLatencyMs ?? 0;
}

function reasonFor(chosen: PricedTarget, other: PricedTarget | undefined): string {
  if (other === undefined) return 'the only one that can take the call';
  if (chosen.expectedLatencyMs === null) return 'one of two drawn; tried because nothing is known of it of late';
  return `the faster of two drawn, as expected: ${describe(chosen)}, against ${describe(other)} of "${other.id}"`;
}

function describe({ expectedLatencyMs }: PricedTarget): string {
  return expectedLatencyMs === null ? 'an unknown time' : `${Math.round(expectedLatencyMs)} ms`;
}
