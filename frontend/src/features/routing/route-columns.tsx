import type { RouteVersion } from '../../../../shared/contract/routing.ts';
import type { Column } from '../../ui/data-table.tsx';
import { Time } from '../../ui/figure.tsx';
import { OpenLink } from '../../ui/open-link.tsx';
import { summariseRules } from './strategy-words.ts';

export const routeColumns: readonly Column<RouteVersion>[] = [
  {
    id: 'name',
    header: 'Route',
    width: 180,
    card: 'title',
    cell: ({ name }) => (
      <OpenLink to="/routes/$name" params={{ name } as never}>
        {name}
      </OpenLink>
    ),
  },
  {
    id: 'description',
    header: 'Description',
    width: 220,
    isFlexible: true,
    cell: ({ config }) => config.description || <span data-tip="It has none">—</span>,
  },
  {
    id: 'strategy',
    header: 'Chooses by',
    width: 240,
    card: 'fact',
    cell: ({ config }) => summariseRules(config.rules),
  },
  {
    id: 'targets',
    header: 'Targets',
    width: 84,
    align: 'end',
    card: 'fact',
    cell: ({ config }) => (
      <span data-tip={config.targets.map(({ model }) => model).join(', ')}>{config.targets.length}</span>
    ),
  },
  { id: 'version', header: 'Version', width: 84, align: 'end', cell: ({ version }) => version },
  { id: 'by', header: 'Changed by', width: 180, cell: ({ createdBy }) => createdBy.name },
  { id: 'changed', header: 'Changed', width: 110, card: 'fact', cell: ({ createdAt }) => <Time at={createdAt} /> },
];
