import type { Run } from '../begin-run.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { StructuredPlan } from '../structured/plan-structured-output.ts';
import type { Plan } from './plan.ts';
import type { PreparedRequest } from './prepared-request.ts';
import type { Target } from './target.ts';

/**
 * The request as one model can take it: within its window, and with an instruction where it takes no schema. The caller's
 * own bytes where neither changes anything.
 */
export async function prepareRequest(
  ports: GatewayPorts,
  run: Run,
  plan: Plan,
  target: Target,
): Promise<PreparedRequest> {
  if (run.operation !== 'chat')
    return { request: run.request, rawBody: run.rawBody, structured: null, isRepair: false };
  const structured = await planStructured(run, target);
  const instructed = structured?.request ?? run.request;
  const request = mayExceed(run, target) ? await fitted(ports, run, plan, target, instructed) : instructed;
  const isUnchanged = request === run.request;
  const rawBody = isUnchanged ? run.rawBody : Buffer.from(JSON.stringify(request));
  return { request, rawBody, structured, isRepair: false };
}

/** What reads schemas is large, and loaded when somebody asks for structured output. */
async function planStructured({ request }: Run, { model }: Target): Promise<StructuredPlan | null> {
  if (request['response_format'] === undefined || request['response_format'] === null) return null;
  const { planStructuredOutput } = await import('../structured/plan-structured-output.ts');
  return planStructuredOutput(request, model);
}

/** A token has a byte at least, so what has few bytes need not be counted. Answers ask for room of their own. */
export function mayExceed({ rawBody }: Run, { model }: Target): boolean {
  const { contextWindow, maxOutputTokens } = model;
  return (
    contextWindow !== null && rawBody.byteLength > contextWindow - Math.min(maxOutputTokens ?? 0, contextWindow / 2)
  );
}

async function fitted(
  ports: GatewayPorts,
  run: Run,
  plan: Plan,
  target: Target,
  request: PreparedRequest['request'],
): Promise<PreparedRequest['request']> {
  const { contextWindow, maxOutputTokens } = target.model;
  const { context } = plan.policy;
  const { fitContext } = await import('../context/fit-context.ts');
  const { createSummariser } = await import('./create-summariser.ts');
  const fitting = await fitContext({
    ...{ request, contextWindow, maxOutputTokens, policy: context },
    ...(context.policy === 'summarise' ? { summarise: createSummariser(ports, run, context.model) } : {}),
  });
  run.decision.warnings.push(...fitting.warnings);
  return fitting.request;
}
