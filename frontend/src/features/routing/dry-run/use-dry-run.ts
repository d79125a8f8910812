import { useQuery } from '@tanstack/react-query';
import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';
import { dryRunRoute } from '../../../../../shared/contract/routing.ts';
import { api } from '../../../lib/api.ts';
import { useProjectId } from '../../../lib/project.ts';
import { configText } from '../editor/find-problems.ts';

export type DryRunCalls = 'project' | 'route';

/**
 * A dry run that starts when it is asked for. It is not given up when the page is left, and its result is there when one
 * comes back: no abort signal, and a key that names all that it depends on.
 */
export function useDryRun(name: string, config: RouteConfigInput, calls: DryRunCalls) {
  return useQuery({
    queryKey: ['dry-run', useProjectId(), name, calls, configText(config)],
    queryFn: () => api.call(dryRunRoute, { params: { name }, body: { config, calls } }),
    enabled: false,
    retry: false,
    gcTime: 30 * 60_000,
  });
}
