import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { getOpenApi } from '../../../../shared/contract/operations.ts';
import { api } from '../../lib/api.ts';
import { LinkButton } from '../../ui/button.tsx';
import { FilterRow, Page } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import styles from './docs.module.css';
import { listOperations, type OpenApiDocument } from './open-api.ts';
import { OperationList } from './operation-list.tsx';
import { OperationView } from './operation-view.tsx';

const route = getRouteApi('/shell/docs/api');

/** The API as its own OpenAPI document describes it. */
export function ApiDocsPage() {
  const { q = '', operation: openId } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['openapi'],
    queryFn: async ({ signal }) => (await api.call(getOpenApi, { signal })) as OpenApiDocument,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const document = query.data;
  const operations = useMemo(() => (document ? listOperations(document) : []), [document]);
  const open = operations.find(({ id }) => id === openId) ?? operations[0];
  return (
    <Page
      title="API reference"
      meta={document?.info?.version === undefined ? null : <span>version {document.info.version}</span>}
      filters={
        <FilterRow>
          <SearchField
            label="Search operations"
            value={q}
            onChange={(text) => void navigate({ search: (old) => ({ ...old, q: text || undefined }), replace: true })}
          />
          <LinkButton to="/keys" variant="quiet">
            Get an API key
          </LinkButton>
        </FilterRow>
      }
    >
      {query.isPending ? <SkeletonRows /> : null}
      {query.isError ? (
        <ErrorState
          what="The API description could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {document && open ? (
        <div className={styles['split']} data-open={openId !== undefined}>
          <OperationList operations={operations} text={q} openId={open.id} />
          <OperationView key={open.id} document={document} operation={open} />
        </div>
      ) : null}
      {document && !open ? <EmptyState title="This document describes no operation" /> : null}
    </Page>
  );
}
