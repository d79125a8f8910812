import type { ApiKey } from '../../../../shared/contract/keys.ts';
import type { Column } from '../../ui/data-table.tsx';
import { Time } from '../../ui/figure.tsx';
import { OpenLink } from '../../ui/open-link.tsx';
import { Badge } from '../../ui/status.tsx';
import { KeyStatus } from './key-status.tsx';

export const keyColumns: readonly Column<ApiKey>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 180,
    isFlexible: true,
    card: 'title',
    cell: (key) => <OpenLink search={{ key: key.id }}>{key.name}</OpenLink>,
  },
  { id: 'status', header: 'Status', width: 130, card: 'fact', cell: (key) => <KeyStatus apiKey={key} /> },
  { id: 'prefix', header: 'Key', width: 230, cell: (key) => <code>{key.prefix}</code> },
  {
    id: 'scopes',
    header: 'Scopes',
    headerTip: 'What the key may do',
    width: 250,
    cell: (key) => <Scopes apiKey={key} />,
  },
  {
    id: 'models',
    header: 'Models',
    width: 110,
    cell: (key) =>
      key.allowedModels === null ? (
        'every model'
      ) : (
        <span data-tip={key.allowedModels.join('\n')}>{key.allowedModels.length} allowed</span>
      ),
  },
  {
    id: 'used',
    header: 'Last use',
    headerTip: 'Recorded at most once a minute',
    width: 110,
    card: 'fact',
    cell: (key) =>
      key.lastUsedAt === null ? <span data-tip="No request has used it">never</span> : <Time at={key.lastUsedAt} />,
  },
  { id: 'created', header: 'Created', width: 110, cell: (key) => <Time at={key.createdAt} /> },
];

export function Scopes({ apiKey }: { apiKey: ApiKey }) {
  return (
    <span style={{ display: 'inline-flex', gap: 4, verticalAlign: 'middle' }}>
      {apiKey.scopes.map((scope) => (
        <Badge key={scope}>{scope}</Badge>
      ))}
    </span>
  );
}
