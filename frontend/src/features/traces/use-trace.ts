import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { tracesTopic } from '../../../../shared/contract/realtime.ts';
import type { Span, TraceSummary } from '../../../../shared/contract/span.ts';
import { getTrace } from '../../../../shared/contract/tracing.ts';
import { toSpanRow } from '../../../../shared/telemetry/to-span-row.ts';
import { ApiError, api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';
import { useTopic } from '../../lib/realtime.ts';
import { type LoadedSpans, loadSpans } from './viewer/load-spans.ts';
import { forestOf } from './viewer/span-forest.ts';

/** A call's trace is stored within two seconds of its last byte; after this, it is taken for missing. */
const patienceMs = 15_000;
const lookEveryMs = 3000;
/** Traces of no more spans come in one answer, whole. */
const wholeSpans = 500;

export interface LoadedTrace extends LoadedSpans {
  /** The spans with payloads and attributes, where all are here; else each is read when it is looked at. */
  whole: ReadonlyMap<string, Span> | null;
}

/** A trace and its spans, read again whenever a live event says that it has grown. */
export function useTrace(traceId: string) {
  const projectId = useProjectId();
  const queries = useQueryClient();
  const queryKey = ['trace', projectId, traceId];
  const isOverdue = useElapsed(patienceMs, traceId);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.call(getTrace, { params: { traceId }, query: { maxSpans: wholeSpans }, signal }),
    // In case the push is lost while the trace is awaited.
    refetchInterval: ({ state }) => (isNotFound(state.error) && !state.data && !isOverdue ? lookEveryMs : false),
  });
  const refresh = () => void queries.invalidateQueries({ queryKey });
  useTopic(tracesTopic(projectId), {
    onEvent: ({ trace }) => {
      if (trace.traceId === traceId) refresh();
    },
    onDeleted: (deletedId) => {
      // Its words must not stay on anybody's screen.
      if (deletedId !== traceId) return;
      queries.removeQueries({ queryKey: ['trace-spans', projectId, traceId] });
      void queries.resetQueries({ queryKey });
    },
    onGap: refresh,
  });
  const isLarge = query.data !== undefined && query.data.trace.spanCount > wholeSpans;
  const pages = useSpanPages(traceId, isLarge ? query.data.trace : null);
  const small = useMemo(() => (query.data && !isLarge ? toLoaded(query.data) : undefined), [query.data, isLarge]);
  const summary = query.data?.trace;
  const large = useMemo(
    // The summary is read again when somebody tags the trace; its spans are not.
    (): LoadedTrace | undefined => pages.data && summary && { ...pages.data, trace: summary, whole: null },
    [pages.data, summary],
  );
  const isMissing = isNotFound(query.error) && !query.data;
  return {
    data: isLarge ? large : small,
    error: query.error ?? pages.error,
    refetch: () => (query.error || !isLarge ? query.refetch() : pages.refetch()),
    state: stateOf(isMissing, isOverdue),
  };
}

/** The spans of a trace that is too large for one answer; shown as they arrive, and read again when it has grown. */
function useSpanPages(traceId: string, trace: TraceSummary | null) {
  const projectId = useProjectId();
  const queries = useQueryClient();
  const queryKey = ['trace-spans', projectId, traceId];
  const query = useQuery({
    queryKey,
    enabled: trace !== null,
    queryFn: ({ signal }) => {
      const isReload = queries.getQueryData<LoadedSpans>(queryKey)?.isComplete === true;
      // What is complete stays until all that is new is there.
      const onPage = (loaded: LoadedSpans) => (isReload ? undefined : queries.setQueryData(queryKey, loaded));
      return loadSpans({ traceId, spanCount: trace?.spanCount ?? 0, signal, onPage });
    },
    // A change is told, and comparing 100,000 spans with each other would take longer than drawing them.
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data, isFetching, refetch } = query;
  const hasGrown = data?.isComplete === true && trace !== null && trace.spanCount > data.trace.spanCount;
  useEffect(() => {
    if (hasGrown && !isFetching) void refetch();
  }, [hasGrown, isFetching, refetch]);
  return query;
}

function toLoaded({ trace, spans }: { trace: TraceSummary; spans: Span[] }): LoadedTrace {
  const whole = new Map(spans.map((span) => [span.spanId, span]));
  return { trace, forest: forestOf(spans.map(toSpanRow)), isComplete: true, whole };
}

const isNotFound = (error: unknown) => error instanceof ApiError && error.status === 404;

/** `awaited`: not stored yet, as right after the call, or not at all: nobody can tell so soon. */
function stateOf(isMissing: boolean, isOverdue: boolean): 'usual' | 'awaited' | 'missing' {
  if (!isMissing) return 'usual';
  return isOverdue ? 'missing' : 'awaited';
}

function useElapsed(ms: number, since: string): boolean {
  const [elapsed, setElapsed] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setElapsed(since), ms);
    return () => clearTimeout(timer);
  }, [ms, since]);
  return elapsed === since;
}
