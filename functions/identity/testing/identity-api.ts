import type { Hono } from 'hono';
import type { Environment } from '../../../shared/aws/client-config.ts';
import { type ApiClient, ApiError, createClient } from '../../../shared/contract/client.ts';
import { createApp } from '../app.ts';
import { createPorts } from '../ports.ts';

export interface IdentityApi {
  app: Hono;
  /** Waits for what the ports write after an answer. */
  flush(): Promise<void>;
  /** A client that calls as the holder of a token, in a project. */
  as(token: string | null, projectId?: string): ApiClient;
}

/** The identity function as it runs, on an emulated stage. */
export function createIdentityApi(environment: Environment): IdentityApi {
  const ports = createPorts({ INVITATION_DELIVERY: 'response', ...environment });
  const app = createApp(ports);
  return {
    app,
    flush: ports.flush,
    as: (token, projectId) =>
      createClient({
        baseUrl: 'http://signalbox.test',
        credentials: async () => ({ token, projectId: projectId ?? null }),
        fetch: async (input, init) => await app.request(String(input), init),
      }),
  };
}

/** The status and code with which a call is refused. */
export async function refusalOf(call: Promise<unknown>): Promise<{ status: number; code: string | undefined }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, code: error.problem?.code };
    throw error;
  }
  throw new Error('The call was not refused.');
}
