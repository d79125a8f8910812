import type { Attempt } from '../attempts/attempt.ts';
import type { Run } from '../begin-run.ts';
import type { StructuredCheck } from '../structured/check-structured-answer.ts';

/**
 * Whether an answer keeps to the schema that was asked for, and a note of it in the decision; null where none was, where
 * the model refused, called a tool or was cut short: that is an answer, too, and the caller can tell.
 */
export async function checkAnswer(
  run: Run,
  { structured, observation, isRepair }: Attempt,
): Promise<StructuredCheck | null> {
  const [message] = observation.messages;
  if (structured === null || message === undefined) return null;
  if (observation.finishReasons[0] !== 'stop' || typeof message.content !== 'string') return null;
  const { checkStructuredAnswer } = await import('../structured/check-structured-answer.ts');
  const check = checkStructuredAnswer(structured.format.schema, message.content);
  run.decision.structuredOutput = { mode: structured.mode, isValid: check.isValid, wasRepaired: isRepair };
  return check;
}
