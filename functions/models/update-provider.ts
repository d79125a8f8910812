import { findEndpointProblems, type Provider, type updateProvider } from '../../shared/contract/providers.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError, ValidationError } from '../../shared/http/errors.ts';
import { defaultBaseUrl } from '../../shared/providers/default-base-url.ts';
import type { ModelsPorts } from './app.ts';
import { toProvider } from './provider-view.ts';
import { requireChangeable } from './require-changeable.ts';
import { resolveEndpoint } from './resolve-endpoint.ts';

type Body = Parameters<Handler<typeof updateProvider>>[0]['body'];

/** The new key is used for the next call; a gateway that holds the old record follows within 30 s. */
export function handleUpdateProvider(ports: ModelsPorts): Handler<typeof updateProvider> {
  return async ({ projectId, params: { providerId }, body, principal, requestId }) => {
    const current = await requireChangeable(ports, projectId, providerId);
    const { name, region, apiVersion, models, apiKey } = body;
    assertFitsKind(current, body);
    const baseUrl = changedBaseUrl(current, body, ports.allowsPrivateProviders);
    assertKeyStaysHome(current, body.baseUrl === undefined ? undefined : baseUrl, apiKey);
    const change = { name, region, apiVersion, apiKey, baseUrl, models: models && [...new Set(models)] };
    const context = changeContextOf(principal, requestId);
    const record = await ports.connections.change({ projectId, providerId, change }, context);
    if (record === null) throw new NotFoundError(`The provider "${providerId}"`);
    return toProvider(record);
  };
}

function assertFitsKind(
  { kind, region: present }: Provider,
  { region = present ?? undefined, apiVersion }: Body,
): void {
  const problems = findEndpointProblems({ kind, region, apiVersion: apiVersion ?? undefined });
  if (problems.length === 0) return;
  throw new ValidationError(problems.map(({ field, message }) => ({ field: `body.${field}`, message })));
}

/** A base URL that is the region's own moves along with the region. */
function changedBaseUrl(current: Provider, { baseUrl, region, apiKey }: Body, allowsPrivate: boolean) {
  const isRegional = current.baseUrl === defaultBaseUrl(current);
  const moved = region !== undefined && isRegional ? (defaultBaseUrl({ ...current, region }) ?? undefined) : undefined;
  const wanted = baseUrl ?? moved;
  if (wanted === undefined) return undefined;
  const hasKey = apiKey !== undefined || current.keyHint !== null;
  return resolveEndpoint({ kind: current.kind, baseUrl: wanted, hasKey }, allowsPrivate);
}

/** Whoever may change a provider may not read its key, so they may not have it sent to a server of their own either. */
function assertKeyStaysHome(
  current: Pick<Provider, 'baseUrl' | 'keyHint'>,
  baseUrl: string | undefined,
  apiKey: string | undefined,
): void {
  if (baseUrl === undefined || apiKey !== undefined || current.keyHint === null) return;
  if (current.baseUrl !== null && new URL(baseUrl).origin === new URL(current.baseUrl).origin) return;
  throw new ValidationError([
    {
      field: 'body.apiKey',
      message: 'send the key again: the base URL leads to another server than the stored key is for',
    },
  ]);
}
