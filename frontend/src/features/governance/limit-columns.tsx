import type { ListedLimit } from '../../../../shared/contract/governance.ts';
import type { Column } from '../../ui/data-table.tsx';
import { OpenLink } from '../../ui/open-link.tsx';
import { Badge } from '../../ui/status.tsx';
import { LimitBound, LimitShare } from './limit-use-text.tsx';
import { ScopeText } from './scope-text.tsx';

export const limitColumns: readonly Column<ListedLimit>[] = [
  {
    id: 'name',
    header: 'Limit',
    width: 200,
    isFlexible: true,
    card: 'title',
    cell: ({ id, name, isEnabled }) => (
      <>
        <OpenLink search={{ limit: id }}>{name}</OpenLink>{' '}
        {isEnabled ? null : <Badge tone="caution">not in force</Badge>}
      </>
    ),
  },
  { id: 'scope', header: 'Counts', width: 200, cell: (limit) => <ScopeText rule={limit} /> },
  {
    id: 'used',
    header: 'Used now',
    headerTip: 'Of what is nearest to its end: the last sixty seconds, or the calls under way',
    width: 140,
    card: 'fact',
    isOnCard: ({ use }) => use !== null,
    cell: (limit) => <LimitShare limit={limit} />,
  },
  {
    id: 'requests',
    header: 'Requests / min',
    width: 140,
    align: 'end',
    card: 'fact',
    isOnCard: ({ requestsPerMinute }) => requestsPerMinute !== null,
    cell: (limit) => <LimitBound limit={limit} measure="requests" />,
  },
  {
    id: 'tokens',
    header: 'Tokens / min',
    width: 140,
    align: 'end',
    card: 'fact',
    isOnCard: ({ tokensPerMinute }) => tokensPerMinute !== null,
    cell: (limit) => <LimitBound limit={limit} measure="tokens" />,
  },
  {
    id: 'concurrency',
    header: 'At once',
    width: 120,
    align: 'end',
    card: 'fact',
    isOnCard: ({ concurrency }) => concurrency !== null,
    cell: (limit) => <LimitBound limit={limit} measure="concurrency" />,
  },
];
