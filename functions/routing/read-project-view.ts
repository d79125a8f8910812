import type { ProjectView } from '../../shared/models/project-models.ts';
import type { RoutingPorts } from './app.ts';

/** What of a project decides how it sees the catalogue. */
export async function readProjectView(
  { providers, overrides }: Pick<RoutingPorts, 'providers' | 'overrides'>,
  projectId: string,
): Promise<ProjectView> {
  const [connected, overridden] = await Promise.all([providers.list(projectId), overrides.list(projectId)]);
  return { providers: connected, overrides: overridden };
}
