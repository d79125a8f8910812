import { useQueries } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { formatCount } from '../../../../lib/figures/format-count.ts';
import { formatDuration } from '../../../../lib/figures/format-duration.ts';
import { formatMoney } from '../../../../lib/figures/format-money.ts';
import { useProjectId } from '../../../../lib/project.ts';
import { Button } from '../../../../ui/button.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../../../ui/states.tsx';
import { lengthOf, MessageItem, RoleName } from '../../message-list.tsx';
import { MessageViewPicker, useMessageView } from '../../message-view.tsx';
import { PartView } from '../../part-view.tsx';
import messageStyles from '../../span-detail.module.css';
import type { LoadedTrace } from '../../use-trace.ts';
import type { SpanNode } from '../span-forest.ts';
import styles from '../trace-views.module.css';
import { spanQuery } from '../use-span.ts';
import { buildConversation, type ConversationTurn, modelCallsOf } from './build-conversation.ts';

const callsAtOnce = 20;

export interface ConversationViewProps {
  loaded: LoadedTrace;
  selected: SpanNode | null;
  onSelect: (spanId: string) => void;
}

/** Everything that was said in a trace, in order, with who said it. */
export function ConversationView({ loaded, selected, onSelect }: ConversationViewProps) {
  const { forest, isComplete } = loaded;
  const [shownCalls, setShownCalls] = useState(callsAtOnce);
  const calls = useMemo(() => modelCallsOf(forest), [forest]);
  const { recorded, error, retry, isLoading } = useRecorded(loaded, calls.slice(0, shownCalls));
  const turns = buildConversation(recorded);
  const selectedId = selected?.span.spanId;
  if (calls.length === 0 && isComplete) {
    return (
      <EmptyState title="No model was called in this trace.">
        Messages of model calls appear here in the order in which they were said.
      </EmptyState>
    );
  }
  if (error) return <ErrorState what="The messages could not be loaded" error={error} onRetry={retry} />;
  return (
    <div className={messageStyles['conversation']}>
      <MessageViewPicker isMixed />
      <ol className={messageStyles['messages']} aria-label="Conversation">
        {turns.map((turn) => (
          <Turn key={turn.key} turn={turn} isCurrent={turn.spanId === selectedId} onSelect={onSelect} />
        ))}
      </ol>
      {isLoading ? <SkeletonRows count={4} label="Loading messages" /> : null}
      {turns.length === 0 && !isLoading ? (
        <p className={styles['none']}>No content was stored of these calls.</p>
      ) : null}
      {calls.length > shownCalls ? (
        <div>
          <Button size="small" onClick={() => setShownCalls(shownCalls + callsAtOnce)}>
            {`Show the next of ${calls.length - shownCalls} more calls`}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** The payloads of calls: at once where the trace came whole. */
function useRecorded({ trace, whole }: LoadedTrace, calls: readonly SpanNode[]) {
  const projectId = useProjectId();
  const missing = calls.filter(({ span }) => !whole?.has(span.spanId));
  const queries = useQueries({
    queries: missing.map((node) => ({
      ...spanQuery(projectId, trace.traceId, node),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const read = new Map(queries.flatMap(({ data }) => (data ? [[data.spanId, data] as const] : [])));
  const failed = queries.find(({ isError }) => isError);
  return {
    recorded: calls.flatMap((node) => {
      const span = read.get(node.span.spanId) ?? whole?.get(node.span.spanId);
      return span ? [{ node, span }] : [];
    }),
    isLoading: queries.some(({ isPending }) => isPending),
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}

interface TurnProps {
  turn: ConversationTurn;
  isCurrent: boolean;
  onSelect: (spanId: string) => void;
}

function Turn({ turn, isCurrent, onSelect }: TurnProps) {
  const isRaw = useMessageView() !== 'rendered';
  const { role, speaker, figures, parts, spanId } = turn;
  const head = (
    <>
      <RoleName role={role} />
      {speaker === null ? null : <span>{speaker}</span>}
      <button
        type="button"
        className={messageStyles['toSpan']}
        aria-pressed={isCurrent}
        onClick={() => onSelect(spanId)}
      >
        {figures === null ? 'Show span' : <TurnFigures figures={figures} />}
      </button>
    </>
  );
  return (
    <MessageItem role={role} head={head} length={lengthOf(parts)}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was recorded does not move
        <div key={index} className={styles['stack']}>
          <PartView part={part} isRaw={isRaw} />
          {part.type === 'toolCall' && part.result !== null ? (
            <PartView part={{ type: 'toolResult', id: part.name, text: part.result }} isRaw={isRaw} />
          ) : null}
        </div>
      ))}
      {parts.length === 0 ? <p className={messageStyles['none']}>Empty</p> : null}
    </MessageItem>
  );
}

/** What an answer took. */
function TurnFigures({ figures }: { figures: NonNullable<ConversationTurn['figures']> }) {
  const { durationMs, outputTokens, costNanoUsd } = figures;
  return [
    formatDuration(durationMs).text,
    ...(outputTokens === null ? [] : [`${formatCount(outputTokens).text} tokens`]),
    ...(costNanoUsd === null ? [] : [formatMoney(costNanoUsd).text]),
  ].join(' · ');
}
