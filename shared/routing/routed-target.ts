import type { Model } from '../contract/models.ts';

/** A target of a route at the moment of a call. */
export interface RoutedTarget {
  id: string;
  modelId: string;
  /** As the project sees it; null if it knows no such model. */
  model: Model | null;
  /** False while its circuit is open. */
  isAllowed: boolean;
  /** Null if nothing is known of late. */
  expectedLatencyMs: number | null;
  weight: number;
  /** Why this call may not go there for a reason that only the caller of the planner knows: a key, a budget. */
  refusal?: string;
}

/** Why no target was left. */
export const planRefusalCodes = [
  'model_not_available',
  'needs_not_met',
  'context_length_exceeded',
  'requirements_not_met',
  'target_refused',
  'circuit_open',
] as const;
export type PlanRefusalCode = (typeof planRefusalCodes)[number];

export interface RuledOut {
  code: PlanRefusalCode;
  /** A sentence without its subject: `its context window holds 8192 tokens, …`. */
  reason: string;
}

export interface PlanRefusal {
  code: PlanRefusalCode;
  message: string;
}
