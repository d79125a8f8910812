import type { JsonObject } from '../../../shared/json/json-object.ts';
import { objectsIn } from '../../../shared/json/json-object.ts';
import { endAttempt } from '../attempts/attempt.ts';
import { attemptInTurn } from '../attempts/attempt-in-turn.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { Plan } from '../planning/plan.ts';
import type { StructuredCheck } from '../structured/check-structured-answer.ts';
import { repairRequest } from '../structured/repair-request.ts';
import { stripCodeFence } from '../structured/strip-code-fence.ts';
import { StructuredOutputError } from '../structured/structured-output-error.ts';
import { askWhole, type WholeAnswer } from './ask-whole.ts';
import type { Chat } from './chat.ts';
import { checkAnswer } from './check-answer.ts';

/**
 * Holds an answer to the schema that was asked for. One that is invalid is asked for once more, where the route allows it;
 * if that is invalid, too, the call fails, unless the model takes schemas itself: then its answer is its own affair.
 */
export async function repairAnswer(ports: GatewayPorts, chat: Chat, answer: WholeAnswer): Promise<WholeAnswer> {
  const check = await checkAnswer(chat.run, answer.attempt);
  if (check === null || check.isValid) return withoutFence(answer);
  const repaired = mayRepair(chat, answer) ? await askAgain(ports, chat, answer, check) : { answer, check };
  const { structured } = repaired.answer.attempt;
  if (repaired.check === null || repaired.check.isValid || structured === null) return withoutFence(repaired.answer);
  if (structured.mode === 'native' && !chat.plan.policy.repairsAlways) return repaired.answer;
  throw new StructuredOutputError(structured.format.name, repaired.check.errors);
}

function mayRepair({ plan }: Chat, { attempt }: WholeAnswer): boolean {
  return attempt.structured?.mode === 'native' ? plan.policy.repairsAlways : plan.policy.repairsInstructed;
}

async function askAgain(ports: GatewayPorts, { run, plan }: Chat, { attempt }: WholeAnswer, check: StructuredCheck) {
  endAttempt(run, attempt, null);
  const wrong = attempt.observation.messages[0]?.content ?? '';
  const request = repairRequest(attempt.request, wrong, check.errors);
  const rawBody = Buffer.from(JSON.stringify(request));
  const planned = plan.targets.find(({ target }) => target === attempt.target) ?? plan.targets[0];
  const prepared = { request, rawBody, structured: attempt.structured, isRepair: true };
  const again: Plan = { ...plan, targets: [{ ...planned, prepared }] };
  const answer = await attemptInTurn(ports, run, again, (next) => askWhole(run, next));
  return { answer, check: await checkAnswer(run, answer.attempt) };
}

/** A model that was only told to answer in JSON likes to put a fence around it, which no parser of the caller's expects. */
function withoutFence(answer: WholeAnswer): WholeAnswer {
  if (answer.attempt.structured?.mode !== 'instructed') return answer;
  const choices = objectsIn(answer.json['choices']).map(unfence);
  const json: JsonObject = { ...answer.json, choices };
  return { ...answer, json, bytes: Buffer.from(JSON.stringify(json)) };
}

function unfence(choice: JsonObject): JsonObject {
  const message = choice['message'] as JsonObject | undefined;
  const content = message?.['content'];
  return typeof content === 'string'
    ? { ...choice, message: { ...message, content: stripCodeFence(content) } }
    : choice;
}
