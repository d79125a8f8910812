import type { LiveCallEvent } from '../../../shared/contract/live-calls.ts';

/** Tells the live monitor of calls. Nothing of it is waited for, and nothing that goes wrong reaches a call. */
export interface LiveCalls {
  /** `describe` is only called where somebody may be watching. */
  tell(projectId: string, describe: () => LiveCallEvent): void;
  /** Resolves when what was told has left, or after a bounded time. */
  flush(): Promise<void>;
}
