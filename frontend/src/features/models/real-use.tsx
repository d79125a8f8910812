import { useQuery } from '@tanstack/react-query';
import type { Model } from '../../../../shared/contract/models.ts';
import { useProjectId } from '../../lib/project.ts';
import { Detail, Details } from '../../ui/details.tsx';
import { Count, Duration, Money, Time } from '../../ui/figure.tsx';
import { Part } from '../../ui/part.tsx';
import { recentCallsQuery, recentCallsRead } from '../traces/recent-calls-query.ts';
import { type CallSummary, callsOfModel, summariseCalls } from '../traces/summarise-calls.ts';

/** How the project's own calls of a model went lately; null while they load. */
export function useRealUse(): (modelId: string) => CallSummary | null {
  const { data } = useQuery(recentCallsQuery(useProjectId()));
  return (modelId) => (data ? summariseCalls(callsOfModel(data, modelId)) : null);
}

export const realUseSource = `Of its calls among the newest ${recentCallsRead} traces`;

/** Latency and cost as this project sees them; nothing where it has not called the model lately. */
export function RealUse({ model }: { model: Model }) {
  const use = useRealUse()(model.id);
  if (use === null || use.count === 0 || use.lastAt === null) return null;
  return (
    <Part title="In real use" hint={`${realUseSource}.`}>
      <Details>
        <Detail label="Calls">
          <Count value={use.count} />, {use.errorCount} failed
        </Detail>
        <Detail label="Duration, p50">
          <Milliseconds value={use.p50Ms} />
        </Detail>
        <Detail label="Duration, p95">
          <Milliseconds value={use.p95Ms} />
        </Detail>
        <Detail label="First token, p50">
          <Milliseconds value={use.firstTokenMs} />
        </Detail>
        <Detail label="Cost of a call" tip="The mean">
          <Money nanoUsd={use.meanCostNanoUsd} />
        </Detail>
        <Detail label="Last call">
          <Time at={use.lastAt} />
        </Detail>
      </Details>
    </Part>
  );
}

export function Milliseconds({ value }: { value: number | null }) {
  return value === null ? <span data-tip="No recent call says">—</span> : <Duration ms={value} />;
}
