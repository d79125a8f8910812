import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';

type Command = Parameters<DynamoDBDocumentClient['send']>[0];

export interface ReadRecorder {
  documents: DynamoDBDocumentClient;
  /** The commands since the last call, in groups that were under way at the same time. */
  take(): Command[][];
}

/** A client that remembers what was asked, so that the same can be asked again without what is done with the answers. */
export function recordReads(documents: DynamoDBDocumentClient): ReadRecorder {
  let groups: Command[][] = [];
  let underWay = 0;
  const send = async (command: Command) => {
    if (underWay === 0) groups.push([]);
    groups.at(-1)?.push(command);
    underWay += 1;
    try {
      return await documents.send(command);
    } finally {
      underWay -= 1;
    }
  };
  return {
    documents: { send } as unknown as DynamoDBDocumentClient,
    take() {
      const taken = groups;
      groups = [];
      return taken;
    },
  };
}
