import type { ProjectView } from '../../shared/models/project-models.ts';
import type { ModelsPorts } from './app.ts';

/** What of a project decides how it sees the catalogue. */
export async function readProjectView(
  { providers, overrides }: Pick<ModelsPorts, 'providers' | 'overrides'>,
  projectId: string,
): Promise<ProjectView> {
  const [connected, overridden] = await Promise.all([providers.list(projectId), overrides.list(projectId)]);
  return { providers: connected, overrides: overridden };
}
