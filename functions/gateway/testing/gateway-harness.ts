import type { ProviderRecord } from '../../../shared/contract/providers.ts';
import type { Span } from '../../../shared/contract/span.ts';
import type { KeyPrincipal } from '../../../shared/http/principal.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { createHttpTransport } from '../../../shared/providers/http-transport.ts';
import { createSandboxProvider } from '../../../shared/providers/sandbox/sandbox-provider.ts';
import { createRetryBudget } from '../../../shared/routing/retry-budget.ts';
import { createTargetHealth } from '../../../shared/routing/target-health.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { createApp } from '../app.ts';
import { type CallTimeouts, defaultCallTimeouts } from '../attempts/call-timeouts.ts';
import { createConversationPorts } from '../conversations/create-conversation-ports.ts';
import { createCredentialPool } from '../credential-pool.ts';
import type { GatewayPorts, ProjectSettings } from '../gateway-ports.ts';
import { createProviderOpener } from '../open-provider.ts';

export const projectId = '0190a000-0000-7000-8000-000000000001';
export const canaryKey = 'sk-canary-5f1c0de5ec7e7';

const keyPrincipal: KeyPrincipal = {
  kind: 'key',
  id: 'key-1',
  name: 'test',
  projectId,
  scopes: ['gateway'],
  allowedModels: null,
};

export interface HarnessOptions {
  /** Of the fake provider, connected as `mock`. */
  baseUrl?: string;
  allowedModels?: readonly string[];
  settings?: Partial<ProjectSettings>;
  timeouts?: Partial<CallTimeouts>;
  ports?: Partial<GatewayPorts>;
}

export interface Harness {
  app: ReturnType<typeof createApp>;
  /** What was recorded, oldest first. */
  spans: Span[];
  /** The spans below those: of attempts that did not answer. */
  attempts: Span[];
  /** Everything that was logged, as JSON. */
  log: string[];
  post(
    path: string,
    body: unknown,
    options?: { signal?: AbortSignal; headers?: Record<string, string> },
  ): Promise<Response>;
  /** The next span, once it is recorded. */
  nextSpan(): Promise<Span>;
}

/** The whole gateway with a real adapter; only authentication, settings and the sink are of the test. */
export function createHarness(options: HarnessOptions = {}): Harness {
  const spans: Span[] = [];
  const attempts: Span[] = [];
  const log: string[] = [];
  const waiting: ((span: Span) => void)[] = [];
  const principal = { ...keyPrincipal, allowedModels: options.allowedModels ?? null };
  const settings: ProjectSettings = {
    capturesContent: true,
    providers: options.baseUrl === undefined ? [] : [mockRecord(options.baseUrl)],
    overrides: [],
    routes: [],
    limits: [],
    budgets: [],
    ...options.settings,
  };
  const keep = (level: string) => (event: string, fields?: unknown) => {
    log.push(JSON.stringify({ level, event, fields }));
  };
  const credentials = createCredentialPool({ clock: systemClock });
  const ports: GatewayPorts = {
    authenticator: { authenticate: async () => principal },
    memberships: { get: async () => null },
    logger: { ...silentLogger, debug: keep('debug'), warn: keep('warn'), error: keep('error') },
    stage: 'test',
    settingsOf: async () => settings,
    freshSettingsOf: async () => settings,
    openProvider: createProviderOpener({
      secrets: { get: async () => canaryKey },
      transport: createHttpTransport({ allowsPrivateHosts: true }),
      pool: credentials,
      roleCredentials: async () => ({ accessKeyId: 'AKIATEST', secretAccessKey: 'test' }),
    }),
    credentials,
    health: createTargetHealth({ clock: systemClock, random: Math.random }),
    shareHealth: () => undefined,
    retryBudget: createRetryBudget({ clock: systemClock }),
    governor: {
      reserve: async () => {
        throw new Error('The harness has no table to count in.');
      },
      flush: async () => undefined,
    },
    remainingBudget: async () => null,
    responses: {
      begin: async () => ({ kind: 'off' }),
      count: async () => undefined,
    },
    random: () => 0,
    inBackground: () => undefined,
    sandbox: createSandboxProvider({ clock: systemClock, ids: systemIds }),
    sink: {
      record({ spans: [span, ...others] }) {
        attempts.push(...others);
        if (!span) return;
        const next = waiting.shift();
        if (next) next(span);
        else spans.push(span);
      },
      flush: async () => undefined,
    },
    live: { tell: () => undefined, flush: async () => undefined },
    // Nothing listens there: conversations have tests of their own, on the emulator.
    conversations: createConversationPorts(
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
      { CORE_TABLE: 'core', TRACES_TABLE: 'traces', TELEMETRY_BUCKET: 'telemetry' },
    ),
    responseStore: { put: async () => undefined, find: async () => null, remove: async () => false },
    clock: systemClock,
    monotonic: () => performance.now(),
    ids: systemIds,
    timeouts: { ...defaultCallTimeouts, ...options.timeouts },
    heartbeatMs: 15_000,
    ...options.ports,
  };
  const app = createApp(ports);
  return {
    app,
    spans,
    attempts,
    log,
    async post(path, body, { signal, headers } = {}) {
      return await app.request(path, {
        method: 'POST',
        headers: { authorization: 'Bearer test', 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...(signal ? { signal } : {}),
      });
    },
    async nextSpan() {
      const span = spans.shift();
      return span ?? (await new Promise<Span>((resolve) => waiting.push(resolve)));
    },
  };
}

export function mockRecord(baseUrl: string): ProviderRecord {
  return {
    id: 'mock',
    kind: 'openai-compatible',
    name: 'Mock',
    baseUrl,
    region: null,
    apiVersion: null,
    models: ['*'],
    keyHint: 'e7e7',
    isManaged: false,
    createdAt: '2026-11-21T00:00:00.000Z',
    updatedAt: '2026-11-21T00:00:00.000Z',
    projectId,
    credentials: [
      {
        id: 'first',
        name: 'Key',
        hint: 'e7e7',
        weight: 1,
        state: 'active',
        retiresAt: null,
        createdAt: '2026-11-21T00:00:00.000Z',
        lastTestedAt: null,
        isAccepted: null,
        secretName: 'signalbox/test',
      },
    ],
  };
}

export function chat(model: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { model, messages: [{ role: 'user', content: 'Say hello to the harbour.' }], ...more };
}
