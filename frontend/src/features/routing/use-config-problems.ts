import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RouteConfigInput } from '../../../../shared/contract/route-config.ts';
import { type RouteProblem, validateRoute } from '../../../../shared/contract/routing.ts';
import { api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { configText, readConfig } from './editor/find-problems.ts';

const pauseMs = 500;

/** What is wrong with a configuration by the contract at once, and by what the project has after a pause in typing. */
export function useConfigProblems(config: RouteConfigInput): { problems: readonly RouteProblem[]; hasErrors: boolean } {
  const projectId = useProjectId();
  const { problems: own } = readConfig(config);
  const text = useSettled(configText(config), pauseMs);
  const { data } = useQuery({
    queryKey: ['route-problems', projectId, text],
    queryFn: ({ signal }) => api.call(validateRoute, { body: { config: JSON.parse(text) as unknown }, signal }),
    enabled: own.length === 0,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const problems = own.length > 0 ? own : (data?.problems ?? []);
  return { problems, hasErrors: problems.some(({ severity }) => severity === 'error') };
}
