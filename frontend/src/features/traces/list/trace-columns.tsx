import type { ReactNode } from 'react';
import type { ViewColumn } from '../../../../../shared/contract/saved-views.ts';
import type { TraceSummary } from '../../../../../shared/contract/span.ts';
import { unknownFigure } from '../../../lib/figures/figure.ts';
import { formatTokens } from '../../../lib/figures/format-tokens.ts';
import { plainPreview } from '../../../lib/plain-preview.ts';
import { Count, FigureText, Time } from '../../../ui/figure.tsx';
import { StatusText } from '../status-text.tsx';
import { figuresOf as makeFigures, type TraceFigures } from '../trace-figures.ts';
import { NameList } from './name-list.tsx';
import { ScoreText } from './score-text.tsx';
import { TraceTitle } from './trace-title.tsx';

export interface TraceColumn {
  id: string;
  label: string;
  /** Pixels. */
  width: number;
  align?: 'end';
  isMuted?: true;
  cell: (trace: TraceSummary) => ReactNode;
}

const figures = new WeakMap<TraceSummary, TraceFigures>();

/** Four columns ask for them. */
function figuresOf(trace: TraceSummary): TraceFigures {
  const known = figures.get(trace) ?? makeFigures(trace);
  figures.set(trace, known);
  return known;
}

const text = (value: string | null, why: string): ReactNode => value ?? <FigureText figure={unknownFigure(why)} />;

const preview = (value: string | null, why: string) => text(value === null ? null : plainPreview(value), why);

/** In a list that is narrow. */
export const shortTimeColumn: TraceColumn = {
  ...{ id: 'time', label: 'Time', width: 72, isMuted: true },
  cell: (trace) => <Time at={trace.startTime} isShort />,
};

/** No wider than what is in them: what they leave is the name's, and what was asked beside it. */
const builtIn: readonly TraceColumn[] = [
  { id: 'time', label: 'Time', width: 92, isMuted: true, cell: (trace) => <Time at={trace.startTime} /> },
  { id: 'name', label: 'Name', width: 190, cell: (trace) => <TraceTitle trace={trace} /> },
  { id: 'status', label: 'Status', width: 76, cell: (trace) => <StatusText status={trace.status} /> },
  {
    id: 'model',
    label: 'Model',
    width: 140,
    isMuted: true,
    cell: (trace) => <NameList names={trace.models} none="No model was called." />,
  },
  {
    id: 'duration',
    label: 'Duration',
    width: 88,
    align: 'end',
    cell: (trace) => <FigureText figure={figuresOf(trace).duration} />,
  },
  {
    id: 'firstToken',
    label: 'First token',
    width: 84,
    align: 'end',
    cell: (trace) => <FigureText figure={figuresOf(trace).timeToFirstToken} />,
  },
  {
    id: 'tokens',
    label: 'Tokens',
    width: 64,
    align: 'end',
    cell: (trace) => <FigureText figure={figuresOf(trace).tokens} />,
  },
  {
    id: 'cost',
    label: 'Cost',
    width: 100,
    align: 'end',
    cell: (trace) => <FigureText figure={figuresOf(trace).cost} />,
  },
  { id: 'input', label: 'Input', width: 320, isMuted: true, cell: (trace) => preview(trace.inputPreview, 'No input.') },
  {
    id: 'output',
    label: 'Output',
    width: 320,
    isMuted: true,
    cell: (trace) => preview(trace.outputPreview, 'No output.'),
  },
  { id: 'tags', label: 'Tags', width: 180, cell: (trace) => <NameList names={trace.tags} none="No tags." /> },
  { id: 'session', label: 'Session', width: 160, cell: (trace) => text(trace.sessionId, 'Of no session.') },
  { id: 'user', label: 'User', width: 160, cell: (trace) => text(trace.userId, 'No user was named.') },
  { id: 'environment', label: 'Environment', width: 120, cell: (trace) => text(trace.environment, 'None was named.') },
  { id: 'release', label: 'Release', width: 120, cell: (trace) => text(trace.release, 'None was named.') },
  { id: 'service', label: 'Service', width: 140, cell: (trace) => text(trace.service, 'None was named.') },
  { id: 'spans', label: 'Spans', width: 76, align: 'end', cell: (trace) => <Count value={trace.spanCount} /> },
  { id: 'errors', label: 'Errors', width: 76, align: 'end', cell: (trace) => <Count value={trace.errorCount} /> },
  {
    id: 'errorTypes',
    label: 'Error types',
    width: 160,
    cell: (trace) => <NameList names={trace.errorTypes} none="No error has a type." />,
  },
  {
    id: 'provider',
    label: 'Provider',
    width: 120,
    cell: (trace) => <NameList names={trace.providers} none="No model was called." />,
  },
  {
    id: 'prompt',
    label: 'Prompt',
    width: 160,
    cell: (trace) => <NameList names={trace.prompts} none="No managed prompt." />,
  },
  { id: 'types', label: 'Span types', width: 140, cell: (trace) => <NameList names={trace.types} none="Unknown." /> },
  {
    id: 'inputTokens',
    label: 'Tokens in',
    width: 88,
    align: 'end',
    cell: (trace) => <FigureText figure={formatTokens(trace, trace.inputTokens)} />,
  },
  {
    id: 'outputTokens',
    label: 'Tokens out',
    width: 92,
    align: 'end',
    cell: (trace) => <FigureText figure={formatTokens(trace, trace.outputTokens)} />,
  },
  { id: 'traceId', label: 'Trace id', width: 264, cell: (trace) => <span className="mono">{trace.traceId}</span> },
];

export const defaultColumnIds: readonly string[] = [
  ...['time', 'name', 'status', 'model', 'duration', 'firstToken', 'tokens', 'cost'],
];

/** Columns that are named after what senders call things. */
const keyed = {
  metadata: (key: string): Omit<TraceColumn, 'id'> => ({
    label: key,
    width: 140,
    cell: (trace) => <NameList names={metadataOf(trace, key)} none={`No metadata is called ${key}.`} />,
  }),
  score: (name: string): Omit<TraceColumn, 'id'> => ({
    label: name,
    width: 110,
    align: 'end',
    cell: (trace) => <ScoreText name={name} score={trace.scores[name]} />,
  }),
} as const;

function metadataOf({ metadata }: TraceSummary, key: string): string[] {
  const prefix = `${key}=`;
  return metadata.filter((entry) => entry.startsWith(prefix)).map((entry) => entry.slice(prefix.length));
}

/** Null for an id that nothing answers to: a link may be old, or typed. */
export function columnOf(id: string): TraceColumn | null {
  const known = builtIn.find((column) => column.id === id);
  if (known) return known;
  const [, kind, name] = /^(metadata|score)\.(.+)$/s.exec(id) ?? [];
  return kind === undefined || name === undefined ? null : { id, ...keyed[kind as keyof typeof keyed](name) };
}

/** The columns to show, in their order, as wide as was chosen. */
export function columnsOf(chosen: readonly ViewColumn[]): TraceColumn[] {
  const list = chosen.length > 0 ? chosen : defaultColumnIds.map((id) => ({ id, width: null }));
  return list.flatMap(({ id, width }) => {
    const column = columnOf(id);
    return column ? [width === null ? column : { ...column, width }] : [];
  });
}

/** What can be chosen: those built in, and those of names that the traces have; what is chosen stays choosable. */
export function choosableColumns(
  names: Record<'metadata' | 'score', readonly string[]>,
  chosen: readonly ViewColumn[],
) {
  const ids = new Set([
    ...chosen.map(({ id }) => id),
    ...names.score.map((name) => `score.${name}`),
    ...names.metadata.map((key) => `metadata.${key}`),
  ]);
  const others = [...ids].filter((id) => !builtIn.some((column) => column.id === id));
  return [...builtIn, ...others.flatMap((id) => columnOf(id) ?? [])];
}
