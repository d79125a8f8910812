import { Money } from '../../ui/figure.tsx';
import { Tile } from '../../ui/tile.tsx';

interface RemainingTileProps {
  label: string;
  of: { remainingNanoUsd: number; reservedNanoUsd: number };
}

/** What is left of a budget, or of one counter of it, with what is held. */
export function RemainingTile({ label, of: { remainingNanoUsd, reservedNanoUsd } }: RemainingTileProps) {
  return (
    <Tile
      label={label}
      note={
        <>
          <Money nanoUsd={reservedNanoUsd} /> held for calls under way or soon to come
        </>
      }
    >
      <Money nanoUsd={remainingNanoUsd} />
    </Tile>
  );
}
