import type { DynamoDBDocumentClient } from '../../shared/aws/document-client.ts';

export interface TraceReads {
  /** Asks the table, and notes of which traces the spans are read. */
  documents: DynamoDBDocumentClient;
  /** What came of it, and the partition of a trace for each request that read its spans. */
  during<T>(act: () => Promise<T>): Promise<{ result: T; read: string[] }>;
}

export function countTraceReads(client: DynamoDBDocumentClient): TraceReads {
  let read: string[] = [];
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
    const values = 'ExpressionAttributeValues' in command.input ? command.input.ExpressionAttributeValues : {};
    if (String(values?.[':pk']).includes('#TRACE#')) read.push(String(values?.[':pk']));
    return await client.send(command);
  };
  return {
    documents: { send } as unknown as DynamoDBDocumentClient,
    async during(act) {
      read = [];
      const result = await act();
      return { result, read };
    },
  };
}
