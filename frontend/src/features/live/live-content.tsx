import { memo } from 'react';
import { publicApiUrl } from '../../lib/config.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { useIsNarrow } from '../../ui/use-media.ts';
import { buildSnippet, keyPlaceholder } from '../get-started/build-snippet.ts';
import type { LiveFeed } from './create-live-feed.ts';
import styles from './live.module.css';
import type { LiveCall } from './live-call.ts';
import { liveColumns } from './live-columns.tsx';
import { LiveNowContext } from './live-contexts.ts';
import type { LiveSearch } from './live-search.ts';
import { useHold } from './use-hold.ts';

export interface LiveContentProps {
  feed: LiveFeed;
  now: number;
  calls: readonly LiveCall[];
  search: LiveSearch;
  isListening: boolean;
  /** Nothing has come yet, whatever the filter. */
  isEmpty: boolean;
  onOpen: (traceId: string) => void;
  onClear: () => void;
}

export function LiveContent({ feed, now, calls, search, isListening, isEmpty, onOpen, onClear }: LiveContentProps) {
  const holdHandlers = useHold(feed);
  if (!isListening && isEmpty) return <SkeletonRows count={20} label="Loading the live connection" />;
  if (isEmpty) return <Quiet />;
  if (calls.length === 0) {
    return (
      <EmptyState title="No call matches these filters." action={<Button onClick={onClear}>Clear filters</Button>}>
        Of those that came while this page was open, the last 2,000 are kept.
      </EmptyState>
    );
  }
  return (
    <LiveNowContext value={now}>
      <div className={styles['list']} {...holdHandlers}>
        <CallTable calls={calls} openId={search.trace ?? null} onOpen={onOpen} />
      </div>
    </LiveNowContext>
  );
}

function Quiet() {
  const snippet = buildSnippet('curl', { apiUrl: publicApiUrl(), apiKey: keyPlaceholder, model: 'sandbox/lorem' });
  return (
    <EmptyState
      title="Listening. No call has come since you opened this page."
      action={
        <LinkButton to="/playground" variant="primary">
          Call a model
        </LinkButton>
      }
      snippet={<CodeBlock code={snippet} label="Call with curl" />}
    >
      Every call through the gateway appears here the moment it starts.
    </EmptyState>
  );
}

/** Cards are not cut to what is in view, so that there are fewer of them. */
const maxCards = 50;

interface CallTableProps {
  calls: readonly LiveCall[];
  openId: string | null;
  onOpen: (traceId: string) => void;
}

const CallTable = memo(function CallTable({ calls, openId, onOpen }: CallTableProps) {
  const isNarrow = useIsNarrow();
  const rows = isNarrow ? calls.slice(0, maxCards) : calls;
  return (
    <DataTable
      label="Live calls"
      columns={liveColumns}
      rows={rows}
      rowKey={({ id }) => id}
      onOpen={({ traceId }) => onOpen(traceId)}
      selectedKey={rows.find(({ traceId }) => traceId === openId)?.id ?? null}
      footer={rows.length < calls.length ? `The newest ${rows.length} of ${calls.length} calls` : undefined}
    />
  );
});
