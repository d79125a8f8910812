import type { App } from 'aws-cdk-lib';
import type { StageConfig } from './config.ts';
import type { Deployment } from './constructs/deployment.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { ConsoleStack } from './stacks/console-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { IdentityStack } from './stacks/identity-stack.ts';
import { IngestionStack } from './stacks/ingestion-stack.ts';
import { MonitoringStack } from './stacks/monitoring-stack.ts';
import { RealtimeStack } from './stacks/realtime-stack.ts';

/** All stacks of one stage. References between them point from stateless to stateful, never back. */
export function addStacks(app: App, config: StageConfig): void {
  const data = new DataStack(app, config);
  const identity = new IdentityStack(app, config);
  const { alarmTopic } = new MonitoringStack(app, config);
  const deployment: Deployment = { config, alarmTopic };
  const ingestion = new IngestionStack(app, deployment, data);
  const realtime = new RealtimeStack(app, deployment, data);
  const api = new ApiStack(app, deployment, {
    tables: data,
    telemetry: data.telemetry,
    ingestionQueue: ingestion.queue,
    replayQueue: ingestion.replayQueue,
    deletionQueue: ingestion.deletionQueue,
    liveQueue: realtime.liveQueue,
    people: identity.people,
    keyPepper: identity.keyPepper,
    socketUrl: realtime.socket.url,
  });
  if (config.console !== null) {
    new ConsoleStack(app, config, config.console, {
      apiUrl: api.http.url,
      apiOrigins: [api.http.origin, realtime.socket.origin],
      people: identity.people,
    });
  }
}
