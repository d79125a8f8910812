import type { ChatCompletionRequest } from '../../../shared/contract/gateway.ts';
import type { HttpRequest } from '../../../shared/http/http-request.ts';
import type { Principal } from '../../../shared/http/principal.ts';
import { type JsonObject, objectsIn } from '../../../shared/json/json-object.ts';
import { beginRun } from '../begin-run.ts';
import { beginKeeping } from '../conversations/begin-keeping.ts';
import type { History, HistoryInput } from '../conversations/load-history.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { takeCallOptions } from '../planning/call-options.ts';
import type { Plan } from '../planning/plan.ts';
import { planAndNote, reservePlan } from '../planning/plan-within-budget.ts';
import { readFacts } from '../planning/read-facts.ts';
import type { Surface, TranslatedRequest } from '../surfaces/surface.ts';
import type { Chat } from './chat.ts';
import { settingsKnowing } from './settings-knowing.ts';

interface ChatCall {
  principal: Principal;
  projectId: string;
  request: HttpRequest;
  requestId: string;
  body: Readonly<JsonObject>;
  rawBody: Uint8Array;
}

/** Everything that is decided before a provider is asked. What throws here leaves no trace: nothing was called. */
export async function beginChat(
  ports: GatewayPorts,
  surface: Surface,
  call: ChatCall,
  translated: TranslatedRequest,
): Promise<Chat> {
  const settings = await settingsKnowing(ports, call.projectId, translated.request.model);
  const { request: asked, options } = takeCallOptions(translated.request);
  const state = translated.state ?? stateless;
  const ownMessages = objectsIn(asked.messages).slice(state.instructionCount);
  const { projectId, requestId, principal } = call;
  const history = await historyOf(ports, { ...options, ...state, projectId, ownMessages });
  const request = withHistory(asked, state.instructionCount, history);
  const rawBody = request === call.body ? call.rawBody : Buffer.from(JSON.stringify(request));
  const { toCallerField } = translated;
  const run = beginRun(ports, {
    ...{ operation: 'chat', surface: surface.id, settings, request, rawBody, call, toCallerField },
  });
  const keeping = beginKeeping(run, { wantsStored: state.wantsStored, ownMessages, ancestors: history.ancestors });
  run.decision.warnings.push(...translated.warnings);
  run.decision.conversationId = options.conversationId;
  const facts = await readFacts(ports, run);
  const planning = { settings, projectId, principal, request: translated.request, facts };
  const plan = truncating(planAndNote(ports, run, planning), translated);
  const context = {
    ...{ requestId, answerId: run.spanId + run.traceId.slice(0, 16), requestedModel: request.model },
    ...{ request: call.body, createdAt: run.startedAt, conversationId: options.conversationId },
    ...{ isStored: keeping.isStored, onAnswer: keeping.onAnswer },
  };
  return {
    ...{ run, plan, surface, context, options, keeping },
    reserved: async () => truncating(await reservePlan(ports, run, plan, planning), translated),
  };
}

/** Most calls go on from nothing, and need not load what reads what went before. */
async function historyOf(ports: GatewayPorts, input: HistoryInput): Promise<History> {
  if (input.conversationId === null && input.previousResponseId === null) return { messages: [], ancestors: [] };
  const { loadHistory } = await import('../conversations/load-history.ts');
  return await loadHistory(ports, input);
}

/** Of a dialect that knows no answers that are kept. */
const stateless = { instructionCount: 0, previousResponseId: null, wantsStored: false };

/** A caller who lets the input be cut has it cut where no route says otherwise. */
function truncating(plan: Plan, { truncation }: TranslatedRequest): Plan {
  if (truncation !== 'auto' || plan.route !== null) return plan;
  return { ...plan, policy: { ...plan.policy, context: { policy: 'drop-oldest' } } };
}

function withHistory(
  request: ChatCompletionRequest,
  instructionCount: number,
  { messages }: History,
): ChatCompletionRequest {
  if (messages.length === 0) return request;
  const own = objectsIn(request.messages);
  const all = [...own.slice(0, instructionCount), ...messages, ...own.slice(instructionCount)];
  return { ...request, messages: all as ChatCompletionRequest['messages'] };
}
