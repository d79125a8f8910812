import type { TransactUpdate } from '../storage/transact.ts';
import type { WindowClaim } from './claim.ts';
import { roomInWindow, windowMilliseconds } from './sliding-window.ts';

interface WindowUpdateInput {
  tableName: string;
  claim: WindowClaim;
  previous: WindowState;
  at: number;
}

export interface WindowState {
  requests: number;
  tokens: number;
}

/** Counts a call in the running minute, unless what the last sixty seconds hold leaves no room for it. */
export function windowUpdate(input: WindowUpdateInput): TransactUpdate {
  const { tableName, claim, previous, at } = input;
  const { requestsPerMinute, tokensPerMinute } = claim.rule;
  const bounds = [
    ...(requestsPerMinute === null
      ? []
      : [{ name: 'requests', room: roomInWindow(requestsPerMinute, previous.requests, 1, at) }]),
    ...(tokensPerMinute === null
      ? []
      : [{ name: 'tokens', room: roomInWindow(tokensPerMinute, previous.tokens, claim.tokens, at) }]),
  ];
  return {
    Update: {
      TableName: tableName,
      Key: claim.key,
      UpdateExpression: 'SET #ttl = :ttl ADD requests :one, tokens :tokens',
      // A new item has nothing in it, which fits wherever there is room at all.
      ConditionExpression: bounds
        .map(({ name, room }) =>
          room < 0 ? `attribute_exists(#never)` : `(attribute_not_exists(${name}) OR ${name} <= :${name}Room)`,
        )
        .join(' AND '),
      ExpressionAttributeNames: {
        '#ttl': 'ttl',
        ...(bounds.some(({ room }) => room < 0) ? { '#never': 'never' } : {}),
      },
      ExpressionAttributeValues: {
        ':ttl': windowTtl(claim.minute),
        ':one': 1,
        ':tokens': claim.tokens,
        ...Object.fromEntries(bounds.filter(({ room }) => room >= 0).map(({ name, room }) => [`:${name}Room`, room])),
      },
    },
  };
}

/** A minute counts until the next one is over. */
export function windowTtl(minute: number): number {
  return ((minute + 6) * windowMilliseconds) / 1000;
}

export function readWindow(item: Record<string, unknown> | undefined): WindowState {
  return { requests: Number(item?.['requests'] ?? 0), tokens: Number(item?.['tokens'] ?? 0) };
}
