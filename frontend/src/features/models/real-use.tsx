import { useQuery } from '@tanstack/react-query';
import type { ModelUse } from '../../../../shared/contract/model-use.ts';
import type { Model } from '../../../../shared/contract/models.ts';
import { attemptWords } from '../../lib/figures/attempt-words.ts';
import { simulatedOf } from '../../lib/figures/simulated.ts';
import { useProjectId } from '../../lib/project.ts';
import { Detail, Details } from '../../ui/details.tsx';
import { Count, Duration, Money } from '../../ui/figure.tsx';
import { Part } from '../../ui/part.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { meanCost } from './mean-cost.ts';
import { modelUseQuery } from './model-use-query.ts';

const days = 7;

/** How the project's own calls of a model went lately; null while they load, and where there were none. */
export function useRealUse(): (modelId: string) => ModelUse | null {
  const { data } = useQuery(modelUseQuery(useProjectId(), days));
  return (modelId) => data?.find(({ model }) => model === modelId) ?? null;
}

export const realUseSource = `Of this project’s calls in the last ${days} days`;

/** Latency, failures and cost as this project sees them; nothing where it has not called the model lately. */
export function RealUse({ model }: { model: Model }) {
  const use = useRealUse()(model.id);
  if (use === null || use.callCount === 0) return null;
  return (
    <Part title="In real use" hint={`${realUseSource}.`}>
      <Details>
        <Detail label="Answered calls">
          <AnsweredCalls use={use} />
        </Detail>
        <Detail
          label="Failures"
          tip="Of all times that it was asked, retries included. Mistakes of the caller do not count."
        >
          <Failures use={use} />
        </Detail>
        <Detail label="Duration, p50">
          <Milliseconds value={use.duration.p50Ms} />
        </Detail>
        <Detail label="Duration, p95">
          <Milliseconds value={use.duration.p95Ms} />
        </Detail>
        <Detail label="First token, p50">
          <Milliseconds value={use.firstToken.p50Ms} />
        </Detail>
        <Detail label="Cost of a call" tip="The mean">
          <Money nanoUsd={meanCost(use)} reason="No price is known." />
        </Detail>
        {use.structuredOutput === null ? null : (
          <Detail label="Valid by schema" tip="Of answers that had to keep to a schema">
            <ValidRate use={use} />
          </Detail>
        )}
      </Details>
    </Part>
  );
}

/** How many, with how much of all that is said of the model's use is simulated. */
export function AnsweredCalls({ use }: { use: ModelUse }) {
  const { callCount, simulatedCallCount, costNanoUsd, simulatedCostNanoUsd } = use;
  const simulated = simulatedOf({
    ...{ count: callCount, simulatedCount: simulatedCallCount },
    ...{ nanoUsd: costNanoUsd, simulatedNanoUsd: simulatedCostNanoUsd },
  });
  return (
    <>
      <Count value={use.requestCount - use.requestErrorCount} /> <SimulatedMark of={simulated} />
    </>
  );
}

export function Failures({ use: { failureCount, callCount, callerErrorCount, rateLimitedCount } }: { use: ModelUse }) {
  if (callCount === 0) return <Unknown />;
  const words = attemptWords({ asked: callCount, failed: failureCount, byCaller: callerErrorCount });
  const tip = `${words}. ${rateLimitedCount} failed by rate limits.`;
  return <span data-tip={tip}>{percentText(failureCount / callCount)}</span>;
}

export function ValidRate({ use: { structuredOutput } }: { use: ModelUse }) {
  if (structuredOutput === null) return <span data-tip="No answer had to keep to a schema">—</span>;
  const { validCount, invalidCount, repairedCount, validRate } = structuredOutput;
  const tip = `${validCount} of ${validCount + invalidCount} answers, ${repairedCount} of them after a repair.`;
  return <span data-tip={tip}>{percentText(validRate)}</span>;
}

export function Milliseconds({ value }: { value: number | null }) {
  return value === null ? <Unknown /> : <Duration ms={value} />;
}

function Unknown() {
  return <span data-tip="No recent call says">—</span>;
}

/** A little that is not nothing is not rounded to nothing, nor to all. */
function percentText(part: number): string {
  const percent = Math.round(part * 100);
  if (percent === 0 && part > 0) return '<1 %';
  return percent === 100 && part < 1 ? '>99 %' : `${percent} %`;
}
