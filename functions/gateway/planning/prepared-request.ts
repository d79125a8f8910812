import type { StructuredPlan } from '../structured/plan-structured-output.ts';

/** A request as one model can take it. */
export interface PreparedRequest {
  request: Readonly<Record<string, unknown>>;
  rawBody: Uint8Array;
  /** How the answer is made to keep to a schema; null where none was asked for. */
  structured: StructuredPlan | null;
  /** True if it asks to correct an answer that was not valid. */
  isRepair: boolean;
}
