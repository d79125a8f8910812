import { randomUUID } from 'node:crypto';
import OpenAI from 'openai';
import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import type { ConversationBlobs } from '../../../shared/storage/conversation-blobs.ts';
import { createResponseStore } from '../../../shared/storage/response-store.ts';
import type { GatewayPorts, ProjectSettings } from '../gateway-ports.ts';
import { createHarness } from './gateway-harness.ts';

export interface StatefulInput {
  baseUrl: string;
  documents: DynamoDBDocumentClient;
  tableName: string;
  blobs: ConversationBlobs;
  clock: () => number;
  settings?: Partial<ProjectSettings>;
  ports?: Partial<GatewayPorts>;
}

/** A gateway of a project of its own that keeps what is said to it, for 30 days, and OpenAI's own client in front of it. */
export function startStatefulGateway({ baseUrl, settings = {}, ports = {}, ...store }: StatefulInput) {
  const projectId = randomUUID();
  const conversations = { ...store, ids: systemIds, retentionDaysOf: async () => 30 };
  const principal = { kind: 'key', id: 'k', name: 'k', projectId, scopes: ['gateway'], allowedModels: null } as const;
  const harness = createHarness({
    baseUrl,
    settings,
    ports: {
      authenticator: { authenticate: async () => principal },
      ...{ conversations, responseStore: createResponseStore(conversations), ...ports },
    },
  });
  const client = new OpenAI({
    ...{ baseURL: 'http://gateway.test/v1', apiKey: 'test', maxRetries: 0 },
    fetch: async (url, init) => await harness.app.request(new Request(url, init)),
  });
  return { harness, client };
}
