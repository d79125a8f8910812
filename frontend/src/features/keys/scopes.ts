import type { Scope } from '../../../../shared/contract/access.ts';

/** What each scope lets a key do, in the order they are offered. */
export const scopeChoices: readonly { id: Scope; label: string; hint: string }[] = [
  { id: 'gateway', label: 'gateway', hint: 'Call models through /v1, at the expense of this project.' },
  { id: 'ingest', label: 'ingest', hint: 'Send spans with OpenTelemetry to /otel.' },
  { id: 'read', label: 'read', hint: 'Read traces, models, keys and settings through /api/v2.' },
  { id: 'write', label: 'write', hint: 'What read may do, and create and revoke keys.' },
  { id: 'admin', label: 'admin', hint: 'What write may do, and change members, providers and settings.' },
];
