import { lazy, Suspense, useMemo } from 'react';
import type { TraceSummary } from '../../../../../shared/contract/span.ts';
import { formatCount } from '../../../lib/figures/format-count.ts';
import { SkeletonRows } from '../../../ui/states.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { countLogs } from './logs/count-logs.ts';
import { TimelineView, type TimelineViewProps } from './timeline-view.tsx';
import styles from './trace-views.module.css';
import type { TraceView } from './viewer-search.ts';

const GraphView = lazy(async () => ({ default: (await import('./graph/graph-view.tsx')).GraphView }));
const ConversationView = lazy(async () => ({
  default: (await import('./conversation/conversation-view.tsx')).ConversationView,
}));
const LogsView = lazy(async () => ({ default: (await import('./logs/logs-view.tsx')).LogsView }));
const ScoresView = lazy(async () => ({ default: (await import('./scores/scores-view.tsx')).ScoresView }));

const views = [
  { id: 'timeline', label: 'Timeline' },
  { id: 'graph', label: 'Graph' },
  { id: 'conversation', label: 'Conversation' },
  { id: 'logs', label: 'Logs' },
  { id: 'scores', label: 'Scores' },
] as const satisfies readonly { id: TraceView; label: string }[];

/** One trace, seen in different ways; the selected span is the same in all of them. */
export function TraceViews(props: TimelineViewProps) {
  const { loaded, search, show } = props;
  const logCount = useMemo(() => countLogs(loaded.forest), [loaded.forest]);
  const counts: Partial<Record<TraceView, number>> = { logs: logCount, scores: scoreCount(loaded.trace) };
  const tabs = views.map(({ id, label }) => ({
    id,
    label: counts[id] ? `${label} ${formatCount(counts[id]).text}` : label,
  }));
  const view = views.find(({ id }) => id === search.show)?.id ?? 'timeline';
  const selectedId = props.selected?.span.spanId ?? null;
  const select = (span: string) => show({ span });
  return (
    <Tabs
      label="Views of the trace"
      tabs={tabs}
      value={view}
      onChange={(id) => show({ show: id === 'timeline' ? undefined : id })}
    >
      <div className={styles['stack']}>
        <Suspense fallback={<SkeletonRows count={6} />}>
          {view === 'timeline' ? <TimelineView {...props} /> : null}
          {view === 'graph' ? (
            <GraphView
              forest={loaded.forest}
              form={search.form ?? 'graph'}
              onForm={(form) => show({ form: form === 'graph' ? undefined : form })}
              selectedId={selectedId}
              onSelect={select}
            />
          ) : null}
          {view === 'conversation' ? (
            <ConversationView loaded={loaded} selected={props.selected} onSelect={select} />
          ) : null}
          {view === 'scores' ? <ScoresView loaded={loaded} selected={props.selected} onSelect={select} /> : null}
          {view === 'logs' ? <LogsView loaded={loaded} selected={props.selected} onSelect={select} /> : null}
        </Suspense>
      </div>
    </Tabs>
  );
}

const scoreCount = ({ scores }: TraceSummary) => Object.values(scores).reduce((sum, { count }) => sum + count, 0);
