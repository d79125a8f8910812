import { useQuery } from '@tanstack/react-query';
import type { ModelUse } from '../../../../shared/contract/model-use.ts';
import type { AttemptCounts } from '../../../../shared/telemetry/attempt-counts.ts';
import { attemptWords } from '../../lib/figures/attempt-words.ts';
import { type Simulated, simulatedOf } from '../../lib/figures/simulated.ts';
import { useProjectId } from '../../lib/project.ts';
import { Count, Duration, Time } from '../../ui/figure.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { Status } from '../../ui/status.tsx';
import { modelUseQuery } from '../models/model-use-query.ts';
import { recentCallsQuery, recentCallsRead } from '../traces/recent-calls-query.ts';
import { type CallSummary, callsOfProvider, summariseCalls } from '../traces/summarise-calls.ts';

/** How its calls among the newest traces went; null while they load. */
function useProviderHealth(providerId: string): CallSummary | null {
  const { data } = useQuery(recentCallsQuery(useProjectId()));
  return data ? summariseCalls(callsOfProvider(data, providerId)) : null;
}

/** Where latencies come from. */
export const latencySource = `Of its calls among the newest ${recentCallsRead} traces`;
/** Where failures come from. */
export const failureSource = 'Of all attempts in the last 24 hours, those included that another attempt made good';

/** Its rows say already that it is a simulation. */
const sandbox = 'sandbox';
const nothingSimulated: Simulated = { part: 'none', nanoUsd: 0 };

function simulatedOfUses(uses: readonly ModelUse[]): Simulated {
  const sum = (pick: (use: ModelUse) => number) => uses.reduce((total, use) => total + pick(use), 0);
  return simulatedOf({
    ...{
      count: sum(({ callCount }) => callCount),
      simulatedCount: sum(({ simulatedCallCount }) => simulatedCallCount),
    },
    // Nothing here speaks of money.
    ...{ nanoUsd: 0, simulatedNanoUsd: 0 },
  });
}

interface ProviderFailures extends AttemptCounts {
  simulated: Simulated;
}

/** How often it was asked in the last day, and failed; null while that loads. */
function useProviderFailures(providerId: string): ProviderFailures | null {
  const { data } = useQuery(modelUseQuery(useProjectId(), 1));
  if (!data) return null;
  const own = data.filter(({ model }) => model.startsWith(`${providerId}/`));
  return {
    asked: own.reduce((sum, { callCount }) => sum + callCount, 0),
    failed: own.reduce((sum, { failureCount }) => sum + failureCount, 0),
    byCaller: own.reduce((sum, { callerErrorCount }) => sum + callerErrorCount, 0),
    simulated: providerId === sandbox ? nothingSimulated : simulatedOfUses(own),
  };
}

/** From this part of failed attempts on, a provider is in trouble. */
const troubleFrom = 0.1;

export function ErrorRate({ providerId }: { providerId: string }) {
  const use = useProviderFailures(providerId);
  if (use === null || use.asked === 0) return <span data-tip="It was not asked in the last 24 hours.">—</span>;
  const rate = use.failed / use.asked;
  const percent = Math.round(rate * 100);
  const tone = use.failed === 0 ? 'go' : rate < troubleFrom ? 'caution' : 'stop';
  return (
    <span data-tip={`${attemptWords(use)}. ${failureSource}.`}>
      <Status tone={tone}>{percent === 0 && use.failed > 0 ? '<1' : percent} % errors</Status>{' '}
      <SimulatedMark of={use.simulated} />
    </span>
  );
}

export function Latency({ providerId, part }: { providerId: string; part: 'p50Ms' | 'p95Ms' }) {
  const value = useProviderHealth(providerId)?.[part] ?? null;
  return value === null ? <NoCalls /> : <Duration ms={value} />;
}

export function Latencies({ providerId }: { providerId: string }) {
  const { p50Ms = null, p95Ms = null } = useProviderHealth(providerId) ?? {};
  if (p50Ms === null || p95Ms === null) return <NoCalls />;
  return (
    <>
      <Duration ms={p50Ms} />, <Duration ms={p95Ms} />
    </>
  );
}

export function LastCall({ providerId }: { providerId: string }) {
  const lastAt = useProviderHealth(providerId)?.lastAt ?? null;
  return lastAt === null ? <NoCalls /> : <Time at={lastAt} />;
}

export function CallCount({ providerId }: { providerId: string }) {
  const use = useProviderFailures(providerId);
  return use === null ? <NoCalls /> : <Count value={use.asked} />;
}

function NoCalls() {
  return <span data-tip={`None of the newest ${recentCallsRead} traces is a call to it.`}>—</span>;
}
