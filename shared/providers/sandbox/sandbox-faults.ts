import { createRandom } from './random.ts';
import type { SandboxRequest } from './sandbox-request.ts';

/** How `sandbox/flaky` can fail. */
export const sandboxFaults = ['rate-limit', 'server-error', 'html', 'cut', 'malformed', 'stall'] as const;
export type SandboxFault = (typeof sandboxFaults)[number];

export interface ChosenFault {
  name: SandboxFault;
  /** False: it came by chance. */
  isAskedFor: boolean;
}

const defaultRate = 0.3;

/**
 * The fault of a call to `sandbox/flaky`. `metadata.fault`, or `user: "fault:<name>"`, names one (`none`: no fault);
 * otherwise `metadata.fault_rate` of the calls fail, three in ten unless told.
 */
export function chooseFault(request: SandboxRequest, attemptId: string): ChosenFault | null {
  const hint = request.metadata?.['fault'] ?? /^fault:(.+)$/.exec(request.user ?? '')?.[1];
  if (hint === 'none') return null;
  const named = sandboxFaults.find((fault) => fault === hint);
  if (named) return { name: named, isAskedFor: true };
  const random = createRandom(attemptId);
  const rate = Number(request.metadata?.['fault_rate'] ?? defaultRate);
  if (random() >= (Number.isFinite(rate) ? rate : defaultRate)) return null;
  const name = sandboxFaults[Math.floor(random() * sandboxFaults.length)];
  return name === undefined ? null : { name, isAskedFor: false };
}
