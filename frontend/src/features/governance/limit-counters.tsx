import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { LimitCounter, ListedLimit } from '../../../../shared/contract/governance.ts';
import { useProjectId } from '../../lib/project.ts';
import { compact } from '../../lib/read-search.ts';
import { Hint } from '../../ui/hint.tsx';
import { Part } from '../../ui/part.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { type SmallColumn, SmallTable } from '../../ui/small-table.tsx';
import { ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { KeyName } from '../keys/key-name.tsx';
import { limitCountersQuery } from './governance-query.ts';
import { boundMeasures } from './limit-use.ts';
import { LimitBound, LimitShare } from './limit-use-text.tsx';

const route = getRouteApi('/shell/limits');

/** Who uses how much of a limit that has a counter for each key, or for each user. */
export function LimitCounters({ limit }: { limit: ListedLimit }) {
  if (limit.each === null || !limit.isEnabled) return null;
  const isListed = limit.each === 'key' || limit.scope.userId !== null;
  return isListed ? <AllCounters limit={limit} /> : <OneUser limit={limit} />;
}

function AllCounters({ limit }: { limit: ListedLimit }) {
  return (
    <Part title={`Each ${limit.each}`} hint="Those that have used some of it, the fullest first.">
      <CounterRows limit={limit} />
    </Part>
  );
}

/** Nobody has a list of users, so that one is asked for. */
function OneUser({ limit }: { limit: ListedLimit }) {
  const { user = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const ask = (text: string) =>
    void navigate({ search: (old) => compact({ ...old, user: text === '' ? undefined : text }), replace: true });
  return (
    <Part title="Of one user" hint="Each user has a count of its own, of which there is no list.">
      <div>
        <SearchField label="Id of a user" value={user} onChange={ask} />
      </div>
      {user === '' ? null : <CounterRows limit={limit} subject={user} />}
    </Part>
  );
}

function CounterRows({ limit, subject }: { limit: ListedLimit; subject?: string }) {
  const query = useQuery(limitCountersQuery(useProjectId(), limit.id, subject));
  if (query.isPending) return <SkeletonRows count={3} label="Loading what is used" />;
  if (query.isError) {
    const retry = () => void query.refetch();
    return <ErrorState what="What is used could not be loaded" error={query.error} onRetry={retry} />;
  }
  const rows = query.data.items;
  if (rows.length === 0) return <Hint>None of them has used any of it in the last minute.</Hint>;
  return (
    <SmallTable
      label={`What each ${limit.each} has used`}
      rows={rows}
      rowKey={(row) => row.subject}
      columns={columnsOf(limit)}
    />
  );
}

const headers = { requests: 'Requests', tokens: 'Tokens', concurrency: 'At once' } as const;

function columnsOf(limit: ListedLimit): SmallColumn<LimitCounter>[] {
  const withUse = ({ use }: LimitCounter): ListedLimit => ({ ...limit, use });
  const isOfKeys = limit.each === 'key';
  return [
    {
      id: 'subject',
      header: isOfKeys ? 'Key' : 'User',
      cell: ({ subject }) => <Subject isOfKeys={isOfKeys} subject={subject} />,
    },
    { id: 'used', header: 'Used now', cell: (row) => <LimitShare limit={withUse(row)} /> },
    ...boundMeasures(limit).map(
      (measure): SmallColumn<LimitCounter> => ({
        id: measure,
        header: headers[measure],
        align: 'end',
        cell: (row) => <LimitBound limit={withUse(row)} measure={measure} />,
      }),
    ),
  ];
}

function Subject({ isOfKeys, subject }: { isOfKeys: boolean; subject: string }) {
  if (!isOfKeys) return <code>{subject}</code>;
  if (subject !== '') return <KeyName keyId={subject} />;
  return <span data-tip="Calls of people in the console share one counter">no key</span>;
}
