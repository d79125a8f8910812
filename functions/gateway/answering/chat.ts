import type { Run } from '../begin-run.ts';
import type { Caching } from '../caching/caching.ts';
import type { Keeping } from '../conversations/begin-keeping.ts';
import type { CallOptions } from '../planning/call-options.ts';
import type { Plan } from '../planning/plan.ts';
import type { AnswerContext, Surface } from '../surfaces/surface.ts';

/** A chat call on its way: what goes out, where to, and how the answer is worded. */
export interface Chat {
  run: Run;
  plan: Plan;
  /** Takes from limits and budgets what the plan may use; answers a cheaper plan where a budget asks for one. */
  reserved: () => Promise<Plan>;
  surface: Surface;
  context: AnswerContext;
  options: CallOptions;
  /** What is kept of it on the server. */
  keeping: Keeping;
  /** What becomes of the answer for others who ask the same; absent where it is of no use to them. */
  caching?: Caching;
}
