import type { JsonObject } from '../../../shared/json/json-object.ts';
import type { Run } from '../begin-run.ts';

/** What is kept of a call on the server, and whether that has been done. */
export interface Keeping {
  /** What the call adds to what went before. */
  ownMessages: readonly JsonObject[];
  /** Ids of the answers that it goes on from. */
  ancestors: readonly string[];
  /** Whether the answer is kept by itself. */
  isStored: boolean;
  /** In the caller's form, once it is complete. */
  answer: JsonObject | null;
  isDone: boolean;
  onAnswer: (answer: JsonObject) => void;
}

interface KeepingInput extends Pick<Keeping, 'ownMessages' | 'ancestors'> {
  wantsStored: boolean | null;
}

/** Stored unless the caller says otherwise, as OpenAI does; but never where the project keeps nothing that anybody wrote. */
export function beginKeeping(run: Run, { wantsStored, ...input }: KeepingInput): Keeping {
  const { capturesContent } = run.settings;
  if (wantsStored === true && !capturesContent) {
    const message = 'The project keeps no content, so the answer is not stored.';
    run.decision.warnings.push({ code: 'parameter_adjusted', field: 'store', message });
  }
  const keeping: Keeping = {
    ...input,
    isStored: wantsStored !== false && capturesContent,
    answer: null,
    isDone: false,
    onAnswer: (answer) => {
      keeping.answer = answer;
    },
  };
  return keeping;
}
