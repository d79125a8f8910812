import type { Replay } from '../../../../shared/contract/replays.ts';
import { Button } from '../../ui/button.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { Count, Time } from '../../ui/figure.tsx';
import { rangeText } from './hour-text.ts';
import { isRunning } from './replay-progress.ts';
import { ReplayState, ReplayStatus } from './replay-state.tsx';
import { ReplayedAnnotations } from './replayed-annotations.tsx';

export function replayColumns(onCancel: (replay: Replay) => void): readonly Column<Replay>[] {
  return [
    {
      id: 'range',
      header: 'Accepted',
      headerTip: 'The hours whose requests are read again',
      width: 185,
      card: 'title',
      cell: (replay) => <span data-tip={`${replay.from} to ${replay.to}`}>{rangeText(replay)}</span>,
    },
    { id: 'status', header: 'Status', width: 100, card: 'fact', cell: (replay) => <ReplayStatus replay={replay} /> },
    {
      id: 'progress',
      header: 'Progress',
      width: 200,
      isFlexible: true,
      card: 'fact',
      cell: (replay) => <ReplayState replay={replay} />,
    },
    {
      id: 'sent',
      header: 'Spans sent',
      headerTip: 'Spans that were mapped again; only those that come out otherwise change anything',
      width: 100,
      align: 'end',
      card: 'fact',
      cell: ({ spansSent }) => <Count value={spansSent} />,
    },
    {
      id: 'rejected',
      header: 'Unreadable',
      headerTip: 'Spans that were accepted and cannot be read again; what was stored of them stays',
      width: 100,
      align: 'end',
      cell: ({ spansRejected }) => <Count value={spansRejected} />,
    },
    {
      id: 'refused',
      header: 'Refused',
      headerTip: 'Spans that were refused when they were sent, as they are now',
      width: 80,
      align: 'end',
      cell: ({ spansRefused }) => <Count value={spansRefused} />,
    },
    {
      id: 'annotations',
      header: 'Scores and tags',
      headerTip: 'What was said and is missing is brought back, unless it was deleted since',
      width: 165,
      card: 'fact',
      cell: (replay) => <ReplayedAnnotations replay={replay} />,
    },
    { id: 'when', header: 'Begun', width: 85, cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: 'who', header: 'By', width: 115, cell: ({ createdBy }) => createdBy },
    {
      id: 'cancel',
      header: '',
      width: 80,
      cell: (replay) =>
        isRunning(replay) ? (
          <Button size="small" onClick={() => onCancel(replay)}>
            Cancel
          </Button>
        ) : null,
    },
  ];
}
