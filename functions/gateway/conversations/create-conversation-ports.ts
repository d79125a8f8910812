import { S3Client } from '@aws-sdk/client-s3';
import { awsClientConfig, type Environment } from '../../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { createCachedProjects } from '../../../shared/storage/cached-projects.ts';
import { createConversationBlobs } from '../../../shared/storage/conversation-blobs.ts';
import { createProjectRepository } from '../../../shared/storage/projects.ts';
import type { ConversationPorts } from './conversation-ports.ts';

export interface ConversationSettings {
  CORE_TABLE: string;
  TRACES_TABLE: string;
  TELEMETRY_BUCKET: string;
}

/** Of a project that is not in the table, which then has no content either. */
const defaultRetentionDays = 30;

export function createConversationPorts(environment: Environment, settings: ConversationSettings): ConversationPorts {
  const documents = createDocumentClient(environment);
  const projects = createCachedProjects(createProjectRepository({ documents, tableName: settings.CORE_TABLE }));
  const s3 = new S3Client({ ...awsClientConfig(environment), forcePathStyle: true });
  return {
    documents,
    tableName: settings.TRACES_TABLE,
    blobs: createConversationBlobs({ s3, bucket: settings.TELEMETRY_BUCKET }),
    clock: systemClock,
    ids: systemIds,
    retentionDaysOf: async (projectId) => (await projects.get(projectId))?.retentionDays ?? defaultRetentionDays,
  };
}
