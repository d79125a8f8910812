export interface PhaseResult {
  passed: number;
  failed: number;
  /** What a reader needs to see: everything if it failed, figures such as coverage if not. */
  report: string;
}

/** One part of the checks. Throwing counts as one failure. */
export interface Phase {
  name: string;
  run(): Promise<PhaseResult>;
}
