import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { formatExact } from '../../../../shared/trace-filter/format-filter.ts';
import { ApiError } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';
import { compact } from '../../lib/read-search.ts';
import { LinkButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Detail, Details } from '../../ui/details.tsx';
import { Page } from '../../ui/page.tsx';
import { Part } from '../../ui/part.tsx';
import { Banner, EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { ScoreText } from '../traces/list/score-text.tsx';
import { ConversationReplay } from './conversation-replay.tsx';
import { DeleteGroupButton } from './delete-group-button.tsx';
import type { Group, GroupKind } from './group.ts';
import { pathOf } from './group-path.ts';
import { GroupTotals } from './group-totals.tsx';
import { groupWords } from './group-words.ts';
import styles from './groups.module.css';
import { groupQuery, groupTracesQuery, timelineTraces } from './groups-query.ts';
import { TraceTimeline } from './trace-timeline.tsx';
import { useLiveGroup } from './use-live-group.ts';

export interface GroupPageProps {
  kind: GroupKind;
  id: string;
  /** The trace that is replayed. */
  turn: string | null;
}

/** One session or user: sums, traces over time, and what was said. */
export function GroupPage({ kind, id, turn }: GroupPageProps) {
  const words = groupWords[kind];
  const query = useQuery(groupQuery(useProjectId(), kind, id));
  useLiveGroup(kind, id);
  const isGone = query.error instanceof ApiError && query.error.status === 404;
  // What was deleted while it was looked at is not shown any more.
  const group = isGone ? undefined : query.data;
  const title = `${kind === 'session' ? 'Session' : 'User'} ${id}`;
  const back = <LinkButton to={words.path}>All {words.many}</LinkButton>;
  const action = group ? (
    <>
      <CopyButton text={id} label={`Copy ${words.one} id`} />
      <DeleteGroupButton group={group} />
      <LinkButton to="/traces" search={{ q: formatExact(kind, id), range: '90d' } as never}>
        Show in traces
      </LinkButton>
    </>
  ) : null;
  return (
    <Page title={title} action={action} layout="padded">
      {group ? (
        <GroupContent group={group} turn={turn} />
      ) : isGone ? (
        <EmptyState title={`There is no such ${words.one}.`} action={back}>
          Its traces may have expired or been deleted, or belong to another project.
        </EmptyState>
      ) : query.error ? (
        <ErrorState
          what={`The ${words.one} could not be loaded`}
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <SkeletonRows count={12} label={`Loading ${words.one}`} />
      )}
    </Page>
  );
}

function GroupContent({ group, turn }: { group: Group; turn: string | null }) {
  return (
    <div className={styles['stack']}>
      <GroupTotals group={group} />
      <Others group={group} />
      <Scores group={group} />
      <GroupTraces group={group} turn={turn} />
    </div>
  );
}

function GroupTraces({ group, turn }: { group: Group; turn: string | null }) {
  const query = useQuery(groupTracesQuery(useProjectId(), group.kind, group.id));
  const navigate = useNavigate();
  const pick = (traceId: string) =>
    void navigate({ ...pathOf(group), search: compact({ turn: traceId }), replace: true, resetScroll: false });
  const { data } = query;
  if (query.error && !data) {
    return (
      <ErrorState what="The traces could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  if (!data) return <SkeletonRows count={8} label="Loading traces" />;
  return (
    <>
      {data.hasMore ? (
        <Banner>The newest {timelineTraces} traces are shown. The sums above hold older ones.</Banner>
      ) : null}
      <Part title="Over time">
        <TraceTimeline traces={data.traces} currentId={turn} onPick={pick} />
      </Part>
      <ConversationReplay traces={data.traces} currentId={turn} onPick={pick} />
    </>
  );
}

function Others({ group }: { group: Group }) {
  const kind = group.kind === 'session' ? 'user' : 'session';
  if (group.otherCount === 0) return null;
  const more = group.otherCount - group.others.length;
  return (
    <Part
      title={
        group.otherCount === 1 ? capitalised(groupWords[kind].one) : `${groupWords[kind].title} (${group.otherCount})`
      }
    >
      <ul className={styles['links']}>
        {group.others.map((id) => (
          <li key={id}>
            <Link {...pathOf({ kind, id })}>{id}</Link>
          </li>
        ))}
        {more > 0 ? (
          <li>
            <Link to={groupWords[kind].path} search={{ q: formatExact(group.kind, group.id), range: '90d' } as never}>
              and {more} more
            </Link>
          </li>
        ) : null}
      </ul>
    </Part>
  );
}

function countWords(score: Group['scores'][string] | undefined): string | null {
  if (score === undefined || score.count === 1) return null;
  return score.mean === null ? `${score.count} scores` : `mean of ${score.count}`;
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function Scores({ group: { scores } }: { group: Group }) {
  const names = Object.keys(scores).sort();
  if (names.length === 0) return null;
  return (
    <Part title="Scores">
      <Details>
        {names.map((name) => (
          <Detail key={name} label={name}>
            <ScoreText name={name} score={scores[name]} />{' '}
            <span className={styles['scoreCount']}>{countWords(scores[name])}</span>
          </Detail>
        ))}
      </Details>
    </Part>
  );
}
