import type { ConversationStorePorts } from '../../../shared/storage/conversation-ports.ts';

export interface ConversationPorts extends ConversationStorePorts {
  /** How long the project keeps content. */
  retentionDaysOf(projectId: string): Promise<number>;
}
