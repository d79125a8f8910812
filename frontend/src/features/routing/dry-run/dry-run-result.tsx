import type { RouteDryRun } from '../../../../../shared/contract/route-dry-run.ts';
import { Count, Money, Time } from '../../../ui/figure.tsx';
import { Part } from '../../../ui/part.tsx';
import { ShareBar } from '../../../ui/share-bar.tsx';
import { SmallTable } from '../../../ui/small-table.tsx';
import { Banner, EmptyState } from '../../../ui/states.tsx';
import { Tile } from '../../../ui/tile.tsx';
import { TileGrid } from '../../../ui/tile-grid.tsx';
import styles from '../routing.module.css';
import { describeDifference } from './describe-difference.ts';
import { DryRunExamples } from './dry-run-examples.tsx';

/** What came of a dry run, with what it takes for granted. */
export function DryRunResult({ result }: { result: RouteDryRun }) {
  if (result.callsRead === 0) {
    return <EmptyState title="There are no calls to decide about yet">Make some, then run it again.</EmptyState>;
  }
  return (
    <div className={styles['stack']}>
      {result.isComplete ? null : (
        <Banner tone="caution">
          Reading stopped early: the numbers are of the newest {result.callsRead} calls only.
        </Banner>
      )}
      <Figures result={result} />
      <div className={styles['columns']}>
        <Part title="Would have chosen">
          <ModelShares result={result} />
        </Part>
        <Part title="By rule">
          <RuleShares result={result} />
        </Part>
      </div>
      {result.examples.length === 0 ? null : (
        <Part title="Calls that would have gone elsewhere" hint="Some of them; each opens its trace.">
          <DryRunExamples examples={result.examples} />
        </Part>
      )}
      <Part title="What this takes for granted">
        <ul className={styles['assumptions']}>
          {result.assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
      </Part>
    </div>
  );
}

function Figures({ result }: { result: RouteDryRun }) {
  const { compared, callsRead, refused, unpriced, from } = result;
  const difference = describeDifference(compared);
  return (
    <TileGrid>
      <Tile
        label="Calls"
        note={
          from === null ? null : (
            <>
              since <Time at={from} />
            </>
          )
        }
      >
        <Count value={callsRead} />
      </Tile>
      <Tile
        label="Did cost"
        note={
          <>
            over <Count value={compared.calls} /> calls with both costs known
          </>
        }
      >
        <Money {...comparedCost(compared, compared.didCostNanoUsd)} />
      </Tile>
      <Tile label="Would have cost" note={difference.words} tone={difference.tone}>
        <Money {...comparedCost(compared, compared.wouldHaveCostNanoUsd)} />
      </Tile>
      <Tile label="Not compared" note="one of the two costs is not known">
        <Count value={unpriced} />
      </Tile>
      <Tile label="Would have been refused" note="every target is ruled out" tone={refused > 0 ? 'stop' : 'neutral'}>
        <Count value={refused} />
      </Tile>
    </TileGrid>
  );
}

/** Over no call at all there is no sum, rather than one of nothing. */
function comparedCost({ calls }: RouteDryRun['compared'], nanoUsd: number) {
  return calls === 0 ? { nanoUsd: null, reason: 'No call has both costs known.' } : { nanoUsd };
}

function ModelShares({ result }: { result: RouteDryRun }) {
  return (
    <SmallTable
      label="Models that would have been chosen"
      rows={result.wouldHaveChosen}
      rowKey={({ model }) => model}
      columns={[
        { id: 'model', header: 'Model', cell: ({ model }) => <code>{model}</code> },
        {
          id: 'share',
          header: 'Share',
          cell: ({ calls }) => <ShareBar part={calls / result.callsRead} />,
        },
        { id: 'calls', header: 'Calls', align: 'end', cell: ({ calls }) => <Count value={calls} /> },
        {
          id: 'cost',
          header: 'Cost',
          align: 'end',
          cell: ({ costNanoUsd }) => <Money nanoUsd={costNanoUsd} reason="The price of the model is not known." />,
        },
      ]}
    />
  );
}

function RuleShares({ result }: { result: RouteDryRun }) {
  return (
    <SmallTable
      label="Rules that would have decided"
      rows={result.rules}
      rowKey={({ rule }) => rule}
      columns={[
        { id: 'rule', header: 'Rule', cell: ({ rule }) => <code>{rule}</code> },
        { id: 'share', header: 'Share', cell: ({ calls }) => <ShareBar part={calls / result.callsRead} /> },
        { id: 'calls', header: 'Calls', align: 'end', cell: ({ calls }) => <Count value={calls} /> },
      ]}
    />
  );
}
