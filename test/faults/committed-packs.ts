import type { DynamoDBRecord } from 'aws-lambda';
import type { DynamoDBDocumentClient } from '../../shared/aws/document-client.ts';
import { toStreamRecord } from '../support/to-stream-record.ts';

export interface CommittedPacks {
  documents: DynamoDBDocumentClient;
  /** Stream records of the packs that were committed since the last time. */
  take(): DynamoDBRecord[];
  total(): number;
}

/** A client that notes every pack it has committed, as the stream of the table would, whatever its caller then sees. */
export function noteCommittedPacks(documents: DynamoDBDocumentClient): CommittedPacks {
  let packs: DynamoDBRecord[] = [];
  let sequence = 0;
  const noting = new Proxy(documents, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (property !== 'send' || typeof value !== 'function') return value;
      return async (command: { input: { TransactItems?: { Put?: { Item?: Record<string, unknown> } }[] } }) => {
        const result: unknown = await Reflect.apply(value, target, [command]);
        for (const { Put } of command.input.TransactItems ?? []) {
          const item = Put?.Item;
          if (!String(item?.['sk']).startsWith('PACK#') || item === undefined || item['spanCount'] === undefined)
            continue;
          sequence += 1;
          packs.push(toStreamRecord(item, String(sequence)));
        }
        return result;
      };
    },
  });
  return {
    documents: noting,
    take() {
      const taken = packs;
      packs = [];
      return taken;
    },
    total: () => sequence,
  };
}
