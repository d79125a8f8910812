import { conversationRoutes } from './conversations.ts';
import { gatewayRoutes } from './gateway.ts';
import { messagesRoutes } from './gateway-messages.ts';
import { responsesRoutes } from './gateway-responses.ts';
import { governanceRoutes } from './governance.ts';
import { identityRoutes } from './identity.ts';
import { ingestionRoutes } from './ingestion.ts';
import { modelUseRoutes } from './model-use.ts';
import { modelsRoutes } from './models.ts';
import { nativeSpanRoutes } from './native-spans.ts';
import { operationsRoutes } from './operations.ts';
import { providerKeyRoutes } from './provider-keys.ts';
import { providerRoutes } from './providers.ts';
import { realtimeRoutes } from './realtime.ts';
import { getReleaseRegressions } from './release-regressions.ts';
import { replayRoutes } from './replays.ts';
import type { RouteContract } from './route.ts';
import { routingRoutes } from './routing.ts';
import { savedViewRoutes } from './saved-views.ts';
import { scoreRoutes } from './scores.ts';
import { traceDeletionRoutes } from './trace-deletion.ts';
import { traceGroupRoutes } from './trace-groups.ts';
import { traceMetricsRoutes } from './trace-metrics.ts';
import { traceQueryRoutes } from './trace-queries.ts';
import { traceSpanRoutes } from './trace-spans.ts';
import { traceTagRoutes } from './trace-tags.ts';
import { tracingRoutes } from './tracing.ts';

/** Every HTTP route there is; the OpenAPI document, the API Gateway resources and the tests are made from it. */
export const routes: readonly RouteContract[] = [
  ...gatewayRoutes,
  ...messagesRoutes,
  ...responsesRoutes,
  ...conversationRoutes,
  ...modelsRoutes,
  ...providerRoutes,
  ...providerKeyRoutes,
  ...identityRoutes,
  ...tracingRoutes,
  ...traceQueryRoutes,
  ...ingestionRoutes,
  ...traceMetricsRoutes,
  getReleaseRegressions,
  ...nativeSpanRoutes,
  ...replayRoutes,
  ...savedViewRoutes,
  ...traceGroupRoutes,
  ...traceSpanRoutes,
  ...scoreRoutes,
  ...traceTagRoutes,
  ...traceDeletionRoutes,
  ...realtimeRoutes,
  ...routingRoutes,
  ...modelUseRoutes,
  ...governanceRoutes,
  ...operationsRoutes,
];
