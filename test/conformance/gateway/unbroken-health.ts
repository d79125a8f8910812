import { createTargetHealth, type TargetHealth } from '../../../shared/routing/target-health.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';

/** Circuits that never open, for tests in which so many failures in a row are meant. */
export function unbrokenHealth(): TargetHealth {
  return { ...createTargetHealth({ clock: systemClock, random: Math.random }), allows: () => true };
}
