import { Count } from '../../ui/figure.tsx';
import { Tile } from '../../ui/tile.tsx';

/** Green only when nothing is open: what is on its way is not missing yet, and not there either. */
export function MissingTile({ missing, onTheirWay }: { missing: number; onTheirWay: number }) {
  const settled = missing > 0 ? 'of the accepted ones' : 'all accounted for';
  return (
    <Tile
      label="Missing"
      tone={missing > 0 ? 'stop' : onTheirWay > 0 ? 'neutral' : 'go'}
      note={onTheirWay > 0 ? <OnTheirWay count={onTheirWay} /> : settled}
    >
      <Count value={missing} />
    </Tile>
  );
}

export function OnTheirWay({ count }: { count: number }) {
  return (
    <>
      <Count value={count} /> on their way
    </>
  );
}
