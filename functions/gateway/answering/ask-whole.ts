import type { JsonObject } from '../../../shared/json/json-object.ts';
import type { Attempt } from '../attempts/attempt.ts';
import type { Run } from '../begin-run.ts';
import { observeCompletion } from '../recording/observe-completion.ts';
import { readAnswer } from './read-answer.ts';

/** An answer as it came: its bytes go on where nothing has to change. */
export interface WholeAnswer {
  attempt: Attempt;
  json: JsonObject;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Asks a provider for a whole chat completion. */
export async function askWhole(run: Run, attempt: Attempt): Promise<WholeAnswer> {
  const read = await readAnswer(run, attempt, 'choices');
  observeCompletion(attempt.observation, read.json, attempt.provider);
  return { attempt, ...read };
}
