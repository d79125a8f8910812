import type { ResponseCache } from '../../shared/caching/create-response-cache.ts';
import type { Budget, Limit } from '../../shared/contract/governance.ts';
import type { ProviderRecord } from '../../shared/contract/providers.ts';
import type { RouteVersion } from '../../shared/contract/routing.ts';
import type { Governor } from '../../shared/governance/governor.ts';
import type { ApiPorts } from '../../shared/http/create-api.ts';
import type { ModelOverrideRecord } from '../../shared/models/apply-override.ts';
import type { Measurement } from '../../shared/observability/print-measurement.ts';
import type { Provider } from '../../shared/providers/provider.ts';
import type { RetryBudget } from '../../shared/routing/retry-budget.ts';
import type { TargetHealth } from '../../shared/routing/target-health.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { Ids } from '../../shared/runtime/ids.ts';
import type { ResponseStore } from '../../shared/storage/response-store.ts';
import type { TelemetrySink } from '../../shared/telemetry/ingestion-record.ts';
import type { CallTimeouts } from './attempts/call-timeouts.ts';
import type { ConversationPorts } from './conversations/conversation-ports.ts';
import type { CredentialPool } from './credential-pool.ts';
import type { LiveCalls } from './live/live-calls.ts';
import type { OpenProvider } from './open-provider.ts';
import type { BudgetReader } from './planning/budget-reader.ts';

/** What the gateway knows of a project; at most 30 s old. */
export interface ProjectSettings {
  capturesContent: boolean;
  providers: readonly ProviderRecord[];
  overrides: readonly ModelOverrideRecord[];
  /** Current versions. */
  routes: readonly RouteVersion[];
  limits: readonly Limit[];
  budgets: readonly Budget[];
}

export interface GatewayPorts extends ApiPorts {
  /** Recorded as the environment of calls that name none. */
  stage: string;
  settingsOf(projectId: string): Promise<ProjectSettings>;
  /** The same, at most a second old: for what was connected a moment ago. */
  freshSettingsOf(projectId: string): Promise<ProjectSettings>;
  /** The adapter of a connected provider, its key read. */
  openProvider: OpenProvider;
  /** Which of a provider's keys may be used now. */
  credentials: CredentialPool;
  sandbox: Provider;
  /** How well models answer, as far as this process saw or heard. */
  health: TargetHealth;
  /** Begins to find out what other processes saw of a project's models, if that is due. */
  shareHealth(projectId: string): void;
  retryBudget: RetryBudget;
  governor: Governor;
  remainingBudget: BudgetReader;
  conversations: ConversationPorts;
  /** Answers that callers go on from. */
  responseStore: ResponseStore;
  /** Answers that are given again. */
  responses: ResponseCache;
  /** From 0 to below 1. */
  random: () => number;
  /** Work that no caller waits for and that must be done before the process may be frozen. */
  inBackground(work: Promise<void>): void;
  sink: TelemetrySink;
  /** What the live monitor shows. */
  live: LiveCalls;
  /** Puts a measurement into the metrics; absent where nothing is measured, as the observer. */
  measure?: (measurement: Measurement) => void;
  clock: Clock;
  /** Milliseconds that only ever grow, for durations. */
  monotonic: () => number;
  ids: Ids;
  timeouts: CallTimeouts;
  /** Aborts when the process ends with calls under way; absent where it is never told. */
  stopping?: AbortSignal;
  /** How long a stream may be silent before a comment is sent to keep it open. */
  heartbeatMs: number;
}
