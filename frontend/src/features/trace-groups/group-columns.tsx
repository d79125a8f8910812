import type { Column } from '../../ui/data-table.tsx';
import { FigureText, Time } from '../../ui/figure.tsx';
import { OpenLink } from '../../ui/open-link.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { Status } from '../../ui/status.tsx';
import { NameList } from '../traces/list/name-list.tsx';
import type { Group } from './group.ts';
import { figuresOfGroup, simulatedOfGroup } from './group-figures.ts';
import { pathOf } from './group-path.ts';
import type { GroupWords } from './group-words.ts';
import styles from './groups.module.css';

export function groupColumns(words: GroupWords): Column<Group>[] {
  return [
    {
      id: 'id',
      header: words.kind === 'session' ? 'Session' : 'User',
      width: 220,
      isFlexible: true,
      card: 'title',
      cell: (group) => (
        <span className={styles['name']}>
          <OpenLink {...pathOf(group)}>{group.id}</OpenLink>
          <SimulatedMark of={simulatedOfGroup(group)} />
        </span>
      ),
    },
    { id: 'last', header: 'Last', width: 110, card: 'fact', cell: (group) => <Time at={group.lastTime} /> },
    {
      id: 'traces',
      header: 'Traces',
      width: 80,
      align: 'end',
      card: 'fact',
      cell: (group) => (
        <>
          <FigureText figure={figuresOfGroup(group).traces} />
          {group.isComplete ? '' : '+'}
        </>
      ),
    },
    {
      id: 'errors',
      header: 'Errors',
      width: 88,
      align: 'end',
      cell: (group) =>
        group.errorCount === 0 ? '0' : <Status tone="stop">{figuresOfGroup(group).errors.text}</Status>,
    },
    {
      id: 'duration',
      header: 'Duration',
      width: 96,
      align: 'end',
      cell: (group) => <FigureText figure={figuresOfGroup(group).duration} />,
    },
    {
      id: 'tokens',
      header: 'Tokens',
      width: 80,
      align: 'end',
      cell: (group) => <FigureText figure={figuresOfGroup(group).tokens} />,
    },
    {
      id: 'cost',
      header: 'Cost',
      width: 96,
      align: 'end',
      card: 'fact',
      cell: (group) => <FigureText figure={figuresOfGroup(group).cost} />,
    },
    {
      id: 'models',
      header: 'Models',
      width: 176,
      cell: (group) => <NameList names={group.models} none="No model was called." />,
    },
    {
      id: 'others',
      header: words.others,
      width: 216,
      cell: (group) => <NameList names={group.others} none={`No ${words.others.toLowerCase()} are named.`} />,
    },
  ];
}
