import { formatDuration } from '../../lib/figures/format-duration.ts';
import { lackingText } from '../../lib/figures/partial-money.ts';
import { simulatedCostText } from '../../lib/figures/simulated.ts';
import { FigureText, Time } from '../../ui/figure.tsx';
import { Tile } from '../../ui/tile.tsx';
import { TileGrid } from '../../ui/tile-grid.tsx';
import type { Group } from './group.ts';
import { figuresOfGroup, simulatedOfGroup } from './group-figures.ts';

/** What the traces of a session or user come to. */
export function GroupTotals({ group }: { group: Group }) {
  const { traces, errors, duration, tokens, cost } = figuresOfGroup(group);
  return (
    <TileGrid>
      <Tile label="Traces" note={group.isComplete ? null : 'the newest; there are more'} tone="caution">
        <FigureText figure={traces} />
      </Tile>
      <Tile label="With errors" tone={group.errorCount > 0 ? 'stop' : 'neutral'}>
        <FigureText figure={errors} />
      </Tile>
      <Tile label="Last seen" note={spreadNote(group)}>
        <Time at={group.lastTime} />
      </Tile>
      <Tile label="Running time" note="sum over the traces">
        <FigureText figure={duration} />
      </Tile>
      <Tile label="Tokens" note={group.isEstimated ? 'some are estimates' : null}>
        <FigureText figure={tokens} />
      </Tile>
      <Tile label="Cost" note={costNote(group)}>
        <FigureText figure={cost} />
      </Tile>
    </TileGrid>
  );
}

/** How long after the first the last began. */
function spreadNote({ firstTime, lastTime, traceCount }: Group): string | null {
  if (traceCount < 2) return null;
  return `${formatDuration(Date.parse(lastTime) - Date.parse(firstTime)).text} after the first`;
}

function costNote(group: Group): string | null {
  const notes = [lackingText(group.unpricedSpanCount), simulatedCostText(simulatedOfGroup(group))];
  return notes.filter((note) => note !== null).join(' · ') || null;
}
