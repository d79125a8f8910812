import type { BudgetStatus } from '../../../../shared/contract/governance.ts';
import { simulatedCostText, simulatedOfMoney } from '../../lib/figures/simulated.ts';
import { Money, Time } from '../../ui/figure.tsx';
import { Tile } from '../../ui/tile.tsx';
import { TileGrid } from '../../ui/tile-grid.tsx';
import { BudgetShare } from './budget-standing.tsx';
import { EachFigures } from './each-figures.tsx';
import { rangeText } from './range-text.ts';
import { RemainingTile } from './remaining-tile.tsx';

/** Where the budget stands, and where it is going. */
export function BudgetFigures({ status }: { status: BudgetStatus }) {
  return status.budget.each === null ? <WholeFigures status={status} /> : <EachFigures status={status} />;
}

function WholeFigures({ status }: { status: BudgetStatus }) {
  const { forecast, periodEnd } = status;
  return (
    <TileGrid>
      <Tile
        label="Spent"
        note={
          <>
            <BudgetShare standing={status} />
            <div>{simulatedCostText(simulatedOfMoney(status.spentNanoUsd, status.simulatedNanoUsd))}</div>
          </>
        }
      >
        <Money nanoUsd={status.spentNanoUsd} />
      </Tile>
      <RemainingTile label="Remaining" of={status} />
      {forecast === null ? null : (
        <Tile
          label="Expected at the end"
          tone={forecast.exhaustedAt === null ? 'neutral' : 'caution'}
          note={
            forecast.exhaustedAt === null ? (
              <>
                {rangeText(forecast)}ends <Time at={periodEnd} />
              </>
            ) : (
              <>
                used up <Time at={forecast.exhaustedAt} />
              </>
            )
          }
        >
          <Money nanoUsd={forecast.spentNanoUsd} />
        </Tile>
      )}
    </TileGrid>
  );
}
