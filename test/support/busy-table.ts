import type { DynamoDBDocumentClient } from '../../shared/aws/document-client.ts';

/** A table that refuses commands of one kind. */
export function busyTable(
  documents: DynamoDBDocumentClient,
  refused: 'GetCommand' | 'BatchGetCommand',
  error: Error,
): DynamoDBDocumentClient {
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
    if (command.constructor.name === refused) throw error;
    return await documents.send(command);
  };
  return { send } as unknown as DynamoDBDocumentClient;
}
