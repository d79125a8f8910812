import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useProjectId } from '../../lib/project.ts';
import { useCan } from '../../lib/use-me.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { FilterRow, Page } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { filterKeys } from './key-form.ts';
import { KeyList } from './key-list.tsx';
import { KeyPanel } from './key-panel.tsx';
import { keysQuery } from './keys-query.ts';

const route = getRouteApi('/shell/keys');

const statusOptions = [
  { id: 'active', label: 'Active' },
  { id: 'expired', label: 'Expired' },
  { id: 'revoked', label: 'Revoked' },
  { id: 'all', label: 'All' },
] as const;

export function KeysPage() {
  const { q = '', status = 'active', key: openId } = route.useSearch();
  const navigate = route.useNavigate();
  const keys = useInfiniteQuery(keysQuery(useProjectId()));
  const canCreate = useCan('editor');
  const [isCreating, setIsCreating] = useState(false);
  const now = useNow();
  const open = keys.data?.find((key) => key.id === openId) ?? null;
  const create = canCreate ? (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      Create key
    </Button>
  ) : null;
  const filters = (
    <FilterRow>
      <SearchField
        label="Filter by name, prefix or scope"
        value={q}
        onChange={(text) => void navigate({ search: (old) => ({ ...old, q: text || undefined }), replace: true })}
      />
      <Segmented
        label="Status"
        options={statusOptions}
        value={status}
        onChange={(id) => void navigate({ search: (old) => ({ ...old, status: id === 'active' ? undefined : id }) })}
      />
    </FilterRow>
  );
  const show = (id: string | undefined) => void navigate({ search: (old) => ({ ...old, key: id }) });
  return (
    <Page
      title="API keys"
      action={create}
      filters={filters}
      panel={open === null ? null : <KeyPanel apiKey={open} onClose={() => show(undefined)} />}
    >
      <KeyList
        matches={(all) => filterKeys(all, q, status, now)}
        selectedKey={openId ?? null}
        onOpen={show}
        create={create}
        onClearFilters={() => void navigate({ search: { status: 'all' } })}
      />
      {isCreating ? <CreateKeyDialog onClose={() => setIsCreating(false)} /> : null}
    </Page>
  );
}
