import type { Column } from '../../ui/data-table.tsx';
import styles from './live.module.css';
import type { LiveCall } from './live-call.ts';
import {
  CostCell,
  ElapsedCell,
  FirstTokenCell,
  ModelCell,
  StartedCell,
  StateCell,
  TokensCell,
  WhoCell,
} from './live-cells.tsx';

export const liveColumns: readonly Column<LiveCall>[] = [
  { id: 'state', header: 'State', width: 124, card: 'fact', cell: (call) => <StateCell call={call} /> },
  { id: 'started', header: 'Started', width: 92, cell: (call) => <StartedCell call={call} /> },
  { id: 'model', header: 'Model', width: 240, card: 'title', cell: (call) => <ModelCell call={call} /> },
  {
    id: 'elapsed',
    header: 'Time',
    headerTip: 'How long the call has run, or took',
    width: 120,
    align: 'end',
    card: 'fact',
    cell: (call) => <ElapsedCell call={call} />,
  },
  {
    id: 'firstToken',
    header: 'First token',
    width: 100,
    align: 'end',
    cell: (call) => <FirstTokenCell call={call} />,
  },
  { id: 'tokens', header: 'Tokens', width: 80, align: 'end', cell: (call) => <TokensCell call={call} /> },
  { id: 'cost', header: 'Cost', width: 90, align: 'end', card: 'fact', cell: (call) => <CostCell call={call} /> },
  { id: 'who', header: 'Who', headerTip: 'User, session or key', width: 140, cell: (call) => <WhoCell call={call} /> },
  {
    id: 'input',
    header: 'Input',
    width: 160,
    isFlexible: true,
    cell: ({ inputPreview }) => <span className={styles['preview']}>{inputPreview}</span>,
  },
];
