import type { Limit } from '../../../../shared/contract/governance.ts';
import type { Column } from '../../ui/data-table.tsx';
import { Count } from '../../ui/figure.tsx';
import { OpenLink } from '../../ui/open-link.tsx';
import { Status } from '../../ui/status.tsx';
import { ScopeText } from './scope-text.tsx';

const figure = (value: number | null) =>
  value === null ? <span data-tip="No limit">—</span> : <Count value={value} />;

export const limitColumns: readonly Column<Limit>[] = [
  {
    id: 'name',
    header: 'Limit',
    width: 200,
    isFlexible: true,
    card: 'title',
    cell: ({ id, name }) => <OpenLink search={{ limit: id }}>{name}</OpenLink>,
  },
  { id: 'scope', header: 'Counts', width: 240, cell: (limit) => <ScopeText rule={limit} /> },
  {
    id: 'requests',
    header: 'Requests / min',
    width: 120,
    align: 'end',
    card: 'fact',
    cell: ({ requestsPerMinute }) => figure(requestsPerMinute),
  },
  {
    id: 'tokens',
    header: 'Tokens / min',
    width: 110,
    align: 'end',
    card: 'fact',
    cell: ({ tokensPerMinute }) => figure(tokensPerMinute),
  },
  { id: 'concurrency', header: 'At once', width: 90, align: 'end', cell: ({ concurrency }) => figure(concurrency) },
  {
    id: 'state',
    header: 'State',
    width: 130,
    card: 'fact',
    cell: ({ isEnabled }) => (
      <Status tone={isEnabled ? 'go' : 'caution'}>{isEnabled ? 'in force' : 'not in force'}</Status>
    ),
  },
];
