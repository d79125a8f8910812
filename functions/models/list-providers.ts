import type { listProviders } from '../../shared/contract/models.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { ModelsPorts } from './app.ts';
import { toProvider } from './provider-view.ts';
import { sandboxProvider } from './sandbox-provider.ts';

export function handleListProviders({ providers }: ModelsPorts): Handler<typeof listProviders> {
  return async ({ projectId }) => ({
    items: [sandboxProvider, ...(await providers.list(projectId)).map(toProvider)],
    nextCursor: null,
  });
}
