import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';
import { Button } from '../../../ui/button.tsx';
import { ElapsedTime } from '../../../ui/elapsed-time.tsx';
import { Hint } from '../../../ui/hint.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states.tsx';
import styles from '../routing.module.css';
import { DryRunResult } from './dry-run-result.tsx';
import { type DryRunCalls, useDryRun } from './use-dry-run.ts';

export interface DryRunTabProps {
  name: string;
  config: RouteConfigInput;
  /** Whether the configuration can be run at all. */
  isSound: boolean;
  calls: DryRunCalls;
  /** Absent where there are no calls of the route's own to choose. */
  onCalls?: (calls: DryRunCalls) => void;
}

/** What the configuration as it stands would have chosen and cost over the last calls. */
export function DryRunTab({ name, config, isSound, calls, onCalls }: DryRunTabProps) {
  const run = useDryRun(name, config, calls);
  const start = (
    <Button variant="primary" disabled={!isSound} isBusy={run.isFetching} onClick={() => void run.refetch()}>
      {run.data ? 'Run again' : 'Run over the last 1,000 calls'}
    </Button>
  );
  return (
    <div className={styles['stack']}>
      <div className={styles['view']}>
        {onCalls ? (
          <Segmented
            label="Calls"
            options={[
              { id: 'project', label: 'All calls' },
              { id: 'route', label: 'Through this route' },
            ]}
            value={calls}
            onChange={onCalls}
          />
        ) : null}
        {run.data || run.isFetching || run.isError ? start : null}
        {run.isFetching ? (
          <span role="status">
            Reading the calls and deciding each anew, <ElapsedTime key={calls} />
          </span>
        ) : null}
      </div>
      {isSound ? null : <Hint>Correct the configuration first.</Hint>}
      {run.isFetching && !run.data ? <SkeletonRows count={6} label="Loading the dry run" /> : null}
      {run.isError && !run.isFetching ? (
        <ErrorState what="The dry run failed" error={run.error} onRetry={() => void run.refetch()} />
      ) : null}
      {run.data ? <DryRunResult result={run.data} /> : null}
      {run.data || run.isFetching || run.isError ? null : (
        <EmptyState title="What would it have done?" action={start}>
          The configuration as it stands, saved or not, decides again about the last calls: which models it would have
          chosen, and what they would have cost. No model is called.
        </EmptyState>
      )}
    </div>
  );
}
