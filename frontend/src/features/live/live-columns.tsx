import { unknownFigure } from '../../lib/figures/figure.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { absoluteTime } from '../../lib/figures/format-time.ts';
import type { Column } from '../../ui/data-table.tsx';
import { Duration, FigureText, Money } from '../../ui/figure.tsx';
import { OpenLink } from '../../ui/open-link.tsx';
import { Badge, SimulatedBadge } from '../../ui/status.tsx';
import { KeyName } from '../keys/key-name.tsx';
import styles from './live.module.css';
import type { LiveCall } from './live-call.ts';
import { ElapsedCell, StateCell } from './live-cells.tsx';

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const liveColumns: readonly Column<LiveCall>[] = [
  { id: 'state', header: 'State', width: 124, card: 'fact', cell: (call) => <StateCell call={call} /> },
  {
    id: 'started',
    header: 'Started',
    width: 92,
    cell: (call) => (
      <time dateTime={new Date(call.startedAt).toISOString()} data-tip={absoluteTime(call.startedAt)}>
        {clockTime.format(call.startedAt)}
      </time>
    ),
  },
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
    cell: ({ timeToFirstTokenMs, end }) =>
      timeToFirstTokenMs === null ? (
        <FigureText figure={unknownFigure(end === null ? 'It has not come yet.' : 'The answer was not streamed.')} />
      ) : (
        <Duration ms={timeToFirstTokenMs} />
      ),
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

function ModelCell({ call }: { call: LiveCall }) {
  const { model, requestedModel, source, isSimulated, end } = call;
  const name = (model ?? requestedModel) || call.name;
  return (
    <span className={styles['model']}>
      <OpenLink search={{ trace: call.traceId }}>{name}</OpenLink>
      {model !== null && model !== requestedModel && requestedModel !== '' ? (
        <span className={styles['via']}>by {requestedModel}</span>
      ) : null}
      {source === 'received' ? (
        <Badge tip={`The trace “${call.name}” was sent to Signalbox. It is known when it is stored.`}>received</Badge>
      ) : null}
      {end?.cache === 'hit' || end?.cache === 'shared' ? <Badge tip="Answered from the cache">cached</Badge> : null}
      {(end?.attemptCount ?? 0) > 1 ? <Badge tip="Requests to providers">{end?.attemptCount} attempts</Badge> : null}
      {isSimulated ? <SimulatedBadge /> : null}
    </span>
  );
}

const notYet = 'It is known when the call has ended.';

function TokensCell({ call: { end } }: { call: LiveCall }) {
  if (end === null) return <FigureText figure={unknownFigure(notYet)} />;
  if (end.totalTokens === null) return <FigureText figure={unknownFigure('No tokens were used, or none reported.')} />;
  const parts = `${end.inputTokens ?? 0} in, ${end.outputTokens ?? 0} out`;
  const note = end.isEstimated ? `${parts}. Some are estimates.` : parts;
  return <FigureText figure={{ ...formatCount(end.totalTokens), note }} />;
}

function CostCell({ call: { end } }: { call: LiveCall }) {
  if (end === null) return <FigureText figure={unknownFigure(notYet)} />;
  return <Money nanoUsd={end.costNanoUsd} reason="Nothing of it has a known price." />;
}

function WhoCell({ call: { userId, sessionId, keyId, service } }: { call: LiveCall }) {
  if (userId !== null) return <span data-tip={`User ${userId}`}>{userId}</span>;
  if (sessionId !== null) return <span data-tip={`Session ${sessionId}`}>{sessionId}</span>;
  if (service !== null) return <span data-tip={`Service ${service}`}>{service}</span>;
  return keyId === null ? <span data-tip="Somebody who is signed in">console</span> : <KeyName keyId={keyId} />;
}
