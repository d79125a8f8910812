import type { ProviderRecord } from '../../shared/contract/providers.ts';
import type { ApiPorts } from '../../shared/http/create-api.ts';
import type { ModelOverrideRecord } from '../../shared/models/apply-override.ts';
import type { Provider } from '../../shared/providers/provider.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { Ids } from '../../shared/runtime/ids.ts';
import type { TelemetrySink } from '../../shared/telemetry/ingestion-record.ts';
import type { ConversationPorts } from './conversations/conversation-ports.ts';
import type { CredentialPool } from './credential-pool.ts';
import type { OpenProvider } from './open-provider.ts';

/** What the gateway knows of a project; at most 30 s old. */
export interface ProjectSettings {
  capturesContent: boolean;
  providers: readonly ProviderRecord[];
  overrides: readonly ModelOverrideRecord[];
}

export interface GatewayPorts extends ApiPorts {
  conversations: ConversationPorts;
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
  sink: TelemetrySink;
  clock: Clock;
  /** Milliseconds that only ever grow, for durations. */
  monotonic: () => number;
  ids: Ids;
  /** How long a stream may be silent before a comment is sent to keep it open. */
  heartbeatMs: number;
}
