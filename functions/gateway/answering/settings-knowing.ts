import type { GatewayPorts, ProjectSettings } from '../gateway-ports.ts';
import { isKnown } from '../planning/plan-call.ts';

/** What the cached settings do not know may have been made a moment ago. */
export async function settingsKnowing(ports: GatewayPorts, projectId: string, name: string): Promise<ProjectSettings> {
  // Read beside the settings where both are due, so that also the first call of a process may know.
  ports.shareHealth(projectId);
  const cached = await ports.settingsOf(projectId);
  return isKnown(cached, name) ? cached : await ports.freshSettingsOf(projectId);
}
