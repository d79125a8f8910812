import type { BudgetStatus } from '../../../../shared/contract/governance.ts';
import { simulatedCostText, simulatedOfMoney } from '../../lib/figures/simulated.ts';
import { Money, Time } from '../../ui/figure.tsx';
import { ShareBar } from '../../ui/share-bar.tsx';
import { Tile } from '../../ui/tile.tsx';
import { TileGrid } from '../../ui/tile-grid.tsx';
import { budgetUse, usedUpText } from './budget-use.ts';
import { rangeText } from './range-text.ts';
import { RemainingTile } from './remaining-tile.tsx';
import { Spender } from './spender.tsx';

/** Of a budget that each key or user has for itself: how it stands for who is nearest to the end, and what all spend. */
export function EachFigures({ status }: { status: BudgetStatus }) {
  const { budget, forecast, fullest, periodEnd } = status;
  return (
    <TileGrid>
      {fullest === null ? null : <FullestTiles status={status} fullest={fullest} />}
      <Tile
        label="Spent in all"
        note={
          <>
            <div>
              <Money nanoUsd={budget.amountNanoUsd} /> each
            </div>
            <div>{simulatedCostText(simulatedOfMoney(status.spentNanoUsd, status.simulatedNanoUsd))}</div>
          </>
        }
      >
        <Money nanoUsd={status.spentNanoUsd} />
      </Tile>
      {forecast === null ? null : (
        <Tile
          label="Expected in all"
          note={
            <>
              {rangeText(forecast)}ends <Time at={periodEnd} />
            </>
          }
        >
          <Money nanoUsd={forecast.spentNanoUsd} />
        </Tile>
      )}
    </TileGrid>
  );
}

interface FullestTilesProps {
  status: BudgetStatus;
  fullest: NonNullable<BudgetStatus['fullest']>;
}

function FullestTiles({ status, fullest }: FullestTilesProps) {
  const { part, tone } = budgetUse(status);
  return (
    <>
      <Tile
        label="Spent by the fullest"
        note={
          <>
            <div>
              <Spender kind={status.budget.each === 'user' ? 'users' : 'keys'} value={fullest.value} />
            </div>
            <ShareBar part={part} tone={tone} />
            {status.usedUpCount === 0 ? null : <div>{usedUpText(status)}</div>}
          </>
        }
      >
        <Money nanoUsd={fullest.spentNanoUsd} />
      </Tile>
      <RemainingTile label="Remaining there" of={fullest} />
    </>
  );
}
