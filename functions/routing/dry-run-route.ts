import type { dryRunRoute } from '../../shared/contract/routing.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { findProjectModel } from '../../shared/models/project-models.ts';
import { readModelHealth } from '../../shared/routing/shared-health.ts';
import type { RoutingPorts } from './app.ts';
import { readProjectView } from './read-project-view.ts';
import { readRecentCalls } from './read-recent-calls.ts';
import { simulateCall } from './simulate-call.ts';
import { summarizeDryRun } from './summarize-dry-run.ts';

const day = 86_400_000;

/** Calls no model: chooses again for calls of the past. */
export function handleDryRun(ports: RoutingPorts): Handler<typeof dryRunRoute> {
  return async ({ projectId, params: { name }, body: { config, calls, limit } }) => {
    const to = ports.clock();
    const [recent, view, health] = await Promise.all([
      readRecentCalls(ports, { projectId, limit, route: calls === 'route' ? name : null }),
      readProjectView(ports, projectId),
      readModelHealth(ports.rollups, { projectId, granularity: 'hour', from: to - day, to }),
    ]);
    const models = new Map(config.targets.map(({ model }) => [model, findProjectModel(model, view)]));
    const setting = { config, health, findModel: (id: string) => models.get(id) ?? null };
    return summarizeDryRun(
      recent.calls.map((call) => simulateCall(call, setting)),
      recent.isComplete,
    );
  };
}
