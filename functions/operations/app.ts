import type { Hono } from 'hono';
import { getHealth, getOpenApi } from '../../shared/contract/operations.ts';
import type { ApiPorts } from '../../shared/http/create-api.ts';
import { createCompressedApi } from '../../shared/http/create-compressed-api.ts';
import { UnauthorizedError } from '../../shared/http/errors.ts';
import openApi from '../../shared/openapi/openapi.generated.json' with { type: 'json' };

export interface OperationsPorts extends Pick<ApiPorts, 'logger' | 'observer'> {
  stage: string;
  version: string;
}

/** What may be asked without credentials: nothing here belongs to anybody. */
export function createApp({ stage, version, ...ports }: OperationsPorts): Hono {
  const api = createCompressedApi({ ...ports, ...nobody });
  api.serve(getHealth, async () => ({ status: 'ok' as const, stage, version }));
  api.serve(getOpenApi, async () => openApi);
  return api.app;
}

/** Every route of this domain is public, so nobody is ever authenticated here. */
const nobody = {
  authenticator: { authenticate: async () => Promise.reject(new UnauthorizedError()) },
  memberships: { get: async () => null },
};
