import { ProviderError } from '../../../shared/providers/provider-error.ts';
import type { Run } from '../begin-run.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { healthKey } from '../planning/health-key.ts';
import type { PlannedTarget } from '../planning/plan.ts';

/** All of these get a pause; the caller is told when the first of them may be asked again. */
export function circuitOpenError(
  { health }: Pick<GatewayPorts, 'health'>,
  { projectId }: Run,
  targets: readonly PlannedTarget[],
): ProviderError {
  const waits = targets.map(({ target }) => health.retryAfterMs(healthKey(projectId, target.model.id)));
  const names = targets.map(({ target }) => `"${target.model.id}"`).join(', ');
  return new ProviderError('provider_circuit_open', `${names} failed too often of late and gets a pause.`, {
    retryAfterSeconds: Math.max(1, Math.ceil(Math.min(...waits) / 1_000)),
  });
}
