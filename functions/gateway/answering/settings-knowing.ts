import type { GatewayPorts, ProjectSettings } from '../gateway-ports.ts';
import { isKnown } from '../planning/plan-call.ts';

/** What the cached settings do not know may have been made a moment ago. */
export async function settingsKnowing(ports: GatewayPorts, projectId: string, name: string): Promise<ProjectSettings> {
  const cached = await ports.settingsOf(projectId);
  return isKnown(cached, name) ? cached : await ports.freshSettingsOf(projectId);
}
