import { useQuery } from '@tanstack/react-query';
import { useProjectId } from '../../lib/project.ts';
import { Count, Duration, Time } from '../../ui/figure.tsx';
import { Status } from '../../ui/status.tsx';
import { recentCallsQuery, recentCallsRead } from '../traces/recent-calls-query.ts';
import { type CallSummary, callsOfProvider, summariseCalls } from '../traces/summarise-calls.ts';

/** How its calls among the newest traces went; null while they load. */
export function useProviderHealth(providerId: string): CallSummary | null {
  const { data } = useQuery(recentCallsQuery(useProjectId()));
  return data ? summariseCalls(callsOfProvider(data, providerId)) : null;
}

export const healthSource = `Of its calls among the newest ${recentCallsRead} traces`;

/** From this part of failed calls on, a provider is in trouble. */
const troubleFrom = 0.1;

export function ErrorRate({ providerId }: { providerId: string }) {
  const health = useProviderHealth(providerId);
  if (health === null || health.count === 0) return <NoCalls />;
  const rate = health.errorCount / health.count;
  const percent = Math.round(rate * 100);
  const tone = health.errorCount === 0 ? 'go' : rate < troubleFrom ? 'caution' : 'stop';
  return (
    <span data-tip={`${health.errorCount} of ${health.count} calls failed. ${healthSource}.`}>
      <Status tone={tone}>{percent === 0 && health.errorCount > 0 ? '<1' : percent} % errors</Status>
    </span>
  );
}

export function Latency({ providerId, part }: { providerId: string; part: 'p50Ms' | 'p95Ms' }) {
  const value = useProviderHealth(providerId)?.[part] ?? null;
  return value === null ? <NoCalls /> : <Duration ms={value} />;
}

export function LastCall({ providerId }: { providerId: string }) {
  const lastAt = useProviderHealth(providerId)?.lastAt ?? null;
  return lastAt === null ? <NoCalls /> : <Time at={lastAt} />;
}

export function CallCount({ providerId }: { providerId: string }) {
  const health = useProviderHealth(providerId);
  return health === null ? <NoCalls /> : <Count value={health.count} />;
}

function NoCalls() {
  return <span data-tip={`None of the newest ${recentCallsRead} traces is a call to it.`}>—</span>;
}
