import type { Principal } from '../../../shared/http/principal.ts';
import type { Provider } from '../../../shared/providers/provider.ts';
import { settingsKnowing } from '../answering/settings-knowing.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { createFactsReader } from './facts-reader.ts';
import { openTarget } from './open-target.ts';
import { planCall } from './plan-call.ts';

interface CountedCall {
  principal: Principal;
  projectId: string;
  model: string;
}

/** The provider that would answer a call, for it to count the call's tokens. */
export async function findCountingProvider(
  ports: GatewayPorts,
  { principal, projectId, model }: CountedCall,
): Promise<{ provider: Provider; providerModelId: string }> {
  const settings = await settingsKnowing(ports, projectId, model);
  const request = { model };
  const facts = createFactsReader({
    ...{ request, requestId: '', keyId: null, stage: ports.stage, at: ports.clock(), remainingBudgetFraction: null },
  });
  const [{ target }] = planCall(ports, { settings, projectId, principal, request, facts }).targets;
  return { provider: await openTarget(ports, target), providerModelId: target.providerModelId };
}
