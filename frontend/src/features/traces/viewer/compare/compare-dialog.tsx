import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { TraceSummary } from '../../../../../../shared/contract/span.ts';
import { listTraces } from '../../../../../../shared/contract/tracing.ts';
import { formatExact } from '../../../../../../shared/trace-filter/format-filter.ts';
import { api } from '../../../../lib/api.ts';
import { hoverText } from '../../../../lib/figures/figure.ts';
import { absoluteTime, axisTime } from '../../../../lib/figures/format-time.ts';
import { plainPreview } from '../../../../lib/plain-preview.ts';
import { useProjectId } from '../../../../lib/project.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { ErrorState, SkeletonRows } from '../../../../ui/states.tsx';
import { Badge } from '../../../../ui/status.tsx';
import { StatusText } from '../../status-text.tsx';
import { figuresOf } from '../../trace-figures.ts';
import styles from './compare-dialog.module.css';
import { daysBefore, offerTraces } from './offer-traces.ts';
import { traceIdIn } from './trace-id-in.ts';

export interface CompareDialogProps {
  trace: TraceSummary;
  onPick: (traceId: string) => void;
  onClose: () => void;
}

/** Picks what to compare a trace with: another of its name, or any by its id. */
export function CompareDialog({ trace, onPick, onClose }: CompareDialogProps) {
  return (
    <Dialog title="Compare with" width="wide" onClose={onClose}>
      <SameName trace={trace} onPick={onPick} />
      <AnyTrace ownId={trace.traceId} onPick={onPick} />
    </Dialog>
  );
}

function SameName({ trace, onPick }: Omit<CompareDialogProps, 'onClose'>) {
  const projectId = useProjectId();
  const query = useQuery({
    queryKey: ['traces-of-name', projectId, trace.traceId],
    queryFn: ({ signal }) =>
      offerTraces(trace, (asked) =>
        api.call(listTraces, { query: { q: formatExact('name', trace.name), ...asked }, signal }),
      ),
  });
  const { data, error, refetch } = query;
  if (error)
    return <ErrorState what="Traces of this name could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows count={5} label="Loading traces of this name" />;
  const { before, since, isComplete } = data;
  if (before.length + since.length === 0) return <p>{noneWords(trace.name, isComplete)}</p>;
  return (
    <div className={styles['traces']}>
      <OtherTraces title="Before it" traces={before} previous={before[0]} onPick={onPick} />
      <OtherTraces title="The newest since" traces={since} onPick={onPick} />
    </div>
  );
}

interface OtherTracesProps {
  title: string;
  traces: readonly TraceSummary[];
  previous?: TraceSummary | undefined;
  onPick: (traceId: string) => void;
}

function OtherTraces({ title, traces, previous, onPick }: OtherTracesProps) {
  if (traces.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul aria-label={`${title}, of this name`}>
        {traces.map((other) => (
          <li key={other.traceId}>
            <button type="button" className={styles['trace']} onClick={() => onPick(other.traceId)}>
              <OtherTrace trace={other} isPrevious={other === previous} />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function noneWords(name: string, isComplete: boolean): string {
  return isComplete
    ? `No other trace is called “${name}” in the ${daysBefore} days before this one, or since.`
    : `No other trace called “${name}” was found among the newest that were searched.`;
}

/** What tells traces of one name apart: when, how it went, what it took, of which release, what was asked. */
function OtherTrace({ trace, isPrevious }: { trace: TraceSummary; isPrevious: boolean }) {
  const { startTime, status, release, inputPreview } = trace;
  const { duration, cost } = figuresOf(trace);
  return (
    <>
      <span className={styles['time']} data-tip={absoluteTime(startTime)}>
        {axisTime(Date.parse(startTime), 'second')}
      </span>
      <StatusText status={status} />
      <span className={styles['figure']}>{duration.text}</span>
      <span className={styles['figure']} data-tip={hoverText(cost)}>
        {cost.text}
      </span>
      <span className={styles['what']}>
        {isPrevious ? <Badge tone="info">the one before</Badge> : null}
        {release === null ? null : <Badge tip="Its release.">{release}</Badge>}
        <span className={styles['input']}>{inputPreview === null ? 'No input.' : plainPreview(inputPreview)}</span>
      </span>
    </>
  );
}

function AnyTrace({ ownId, onPick }: { ownId: string; onPick: (traceId: string) => void }) {
  const [text, setText] = useState('');
  const id = traceIdIn(text);
  const problem = problemOf(text, id, ownId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (id !== null && problem === null) onPick(id);
  };
  return (
    <form className={styles['any']} onSubmit={submit}>
      <TextField
        label="Trace id, or a link to a trace"
        isLabelHidden
        placeholder="Trace id, or a link to a trace"
        value={text}
        error={problem ?? undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" disabled={id === null || problem !== null}>
        Compare
      </Button>
    </form>
  );
}

function problemOf(text: string, id: string | null, ownId: string): string | null {
  if (text.trim() === '') return null;
  if (id === null) return 'A trace id has 32 hexadecimal digits.';
  return id === ownId ? 'That is this trace.' : null;
}
