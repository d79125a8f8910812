import type { listProviders } from '../../shared/contract/providers.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { ModelsPorts } from './app.ts';
import { toProvider } from './provider-view.ts';
import { sandboxProvider } from './sandbox-provider.ts';

/** Also what deletes the keys whose overlap is over, in projects where nobody changes anything. */
export function handleListProviders({ providers, connections }: ModelsPorts): Handler<typeof listProviders> {
  return async ({ projectId }) => {
    await connections.settle(projectId);
    return { items: [sandboxProvider, ...(await providers.list(projectId)).map(toProvider)], nextCursor: null };
  };
}
