import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ApiError } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { RouteWorkbench } from './route-workbench.tsx';
import { routeQuery } from './routing-query.ts';

const route = getRouteApi('/shell/routes/$name');

/** `/routes/$name`: its configuration, what it would have done, its versions, and what it decides now. */
export function RoutePage() {
  const { name } = route.useParams();
  const query = useQuery(routeQuery(useProjectId(), name));
  if (query.data) return <RouteWorkbench key={name} current={query.data} />;
  const isMissing = query.error instanceof ApiError && query.error.status === 404;
  const retry = () => void query.refetch();
  return (
    <Page title={name}>
      {query.isPending ? <SkeletonRows count={10} label="Loading the route" /> : null}
      {isMissing ? (
        <EmptyState title="There is no such route" action={<LinkButton to="/routes">See all routes</LinkButton>}>
          It may have been deleted, or belong to another project.
        </EmptyState>
      ) : null}
      {query.isError && !isMissing ? (
        <ErrorState what="The route could not be loaded" error={query.error} onRetry={retry} />
      ) : null}
    </Page>
  );
}
