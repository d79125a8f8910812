import type { ChatCompletionRequest } from '../../../shared/contract/gateway.ts';
import type { Principal } from '../../../shared/http/principal.ts';
import { type JsonObject, objectsIn } from '../../../shared/json/json-object.ts';
import { beginRun } from '../begin-run.ts';
import { loadConversation } from '../conversations/load-conversation.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { takeCallOptions } from '../planning/call-options.ts';
import type { Plan } from '../planning/plan.ts';
import { planWithinBudget } from '../planning/plan-within-budget.ts';
import { readFacts } from '../planning/read-facts.ts';
import type { Surface, TranslatedRequest } from '../surfaces/surface.ts';
import type { Chat } from './chat.ts';
import { settingsKnowing } from './settings-knowing.ts';

interface ChatCall {
  principal: Principal;
  projectId: string;
  request: Request;
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
  const taken = takeCallOptions(translated.request);
  const request = await withConversation(ports, call.projectId, taken.request, taken.options.conversationId);
  const rawBody = request === call.body ? call.rawBody : Buffer.from(JSON.stringify(request));
  const { toCallerField } = translated;
  const run = beginRun(ports, {
    operation: 'chat',
    surface: surface.id,
    settings,
    request,
    rawBody,
    call,
    toCallerField,
  });
  run.decision.warnings.push(...translated.warnings);
  run.decision.conversationId = taken.options.conversationId;
  const plan = await planWithinBudget(ports, run, {
    ...{ settings, projectId: call.projectId, principal: call.principal, request: translated.request },
    facts: await readFacts(ports, run),
  });
  const context = {
    ...{ requestId: call.requestId, answerId: run.spanId + run.traceId.slice(0, 16), requestedModel: request.model },
    ...{ request: call.body, createdAt: run.startedAt, conversationId: taken.options.conversationId },
  };
  const { options } = taken;
  const ownMessages = objectsIn(translated.request.messages);
  return { run, plan: truncating(plan, translated), surface, context, options, ownMessages };
}

/** A caller who lets the input be cut has it cut where no route says otherwise. */
function truncating(plan: Plan, { truncation }: TranslatedRequest): Plan {
  if (truncation !== 'auto' || plan.route !== null) return plan;
  return { ...plan, policy: { ...plan.policy, context: { policy: 'drop-oldest' } } };
}

async function withConversation(
  { conversations }: GatewayPorts,
  projectId: string,
  request: ChatCompletionRequest,
  conversationId: string | null,
): Promise<ChatCompletionRequest> {
  if (conversationId === null) return request;
  const { messages } = await loadConversation(conversations, projectId, conversationId);
  return { ...request, messages: [...messages, ...objectsIn(request.messages)] as ChatCompletionRequest['messages'] };
}
