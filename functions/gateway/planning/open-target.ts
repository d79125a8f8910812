import type { Provider } from '../../../shared/providers/provider.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { Target } from './target.ts';

/** The adapter that serves a target, with one of the connection's keys. */
export async function openTarget(
  { openProvider, sandbox }: Pick<GatewayPorts, 'openProvider' | 'sandbox'>,
  { record }: Target,
): Promise<Provider> {
  return record === null ? sandbox : await openProvider(record);
}
