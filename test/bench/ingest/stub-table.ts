import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';

type Item = Record<string, unknown>;

interface Command {
  input: { Key?: Item; TransactItems?: { Put?: { Item: Item } }[] };
}

/** A table in memory, as far as a writer of traces uses it, that costs nothing: what is left is the writer's own work. */
export function createStubTable() {
  const items = new Map<string, Item>();
  const idOf = ({ pk, sk }: Item) => `${pk} ${sk}`;
  const documents = {
    send: async ({ input }: Command) => {
      for (const { Put } of input.TransactItems ?? []) if (Put) items.set(idOf(Put.Item), Put.Item);
      return input.Key === undefined ? { Items: [] } : { Item: items.get(idOf(input.Key)) };
    },
  } as unknown as DynamoDBDocumentClient;
  return { documents, items: () => [...items.values()] };
}
