import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { seriesAttribute } from '../held-counter.ts';
import { isLapsed, type Lease, type LeaseMark, revisionOf } from './lease.ts';

/** How much may stand in the counter for the write to be done. */
export interface Bound {
  name: 'committed' | 'requests' | 'tokens';
  most: number;
}

interface LeaseUpdate {
  /** What the lease is marked with from then on; null if it is gone. */
  mark: LeaseMark | null;
  /** For each account, by how much the counter changes. */
  change: readonly number[];
  bounds: readonly Bound[];
}

/** Only what its last write has left is changed, so that no write is done twice. */
export function leaseUpdate(tableName: string, lease: Lease, { mark, change, bounds }: LeaseUpdate): UpdateCommand {
  const { add, names, values } = lease.claim.kind === 'budget' ? moneyOf(lease, mark, change) : requestsOf(change);
  const isHold = typeof lease.mark !== 'number';
  const revision = isHold ? '#mark.#revision' : '#mark';
  return new UpdateCommand({
    TableName: tableName,
    Key: lease.claim.key,
    UpdateExpression: `${mark === null ? 'REMOVE #mark' : 'SET #mark = :after'} ADD ${add.join(', ')}`,
    ConditionExpression: [`${revision} = :before`, ...bounds.map(({ name }) => `${name} <= :${name}Most`)].join(
      ' AND ',
    ),
    ExpressionAttributeNames: { '#mark': lease.attribute, ...(isHold ? { '#revision': 'revision' } : {}), ...names },
    ExpressionAttributeValues: {
      ':before': revisionOf(lease.mark),
      ...(mark === null ? {} : { ':after': mark }),
      ...values,
      ...Object.fromEntries(bounds.map(({ name, most }) => [`:${name}Most`, most])),
    },
    ReturnValues: 'ALL_NEW',
  });
}

interface Additions {
  add: string[];
  names: Record<string, string>;
  values: Record<string, number>;
}

function moneyOf(lease: Lease, mark: LeaseMark | null, [committed = 0]: readonly number[]): Additions {
  const { series, simulatedNanoUsd, unpricedCount } = lease.tally;
  const steps = [...series]
    .filter(([, spent]) => spent !== 0)
    .map(([start, spent], n) => ({ name: `series${n}`, start, spent }));
  const values = {
    committed,
    spent: lease.accounts[0]?.used ?? 0,
    // A lapsed one is among the holds no more.
    holdCount: mark === null && !isLapsed(lease) ? -1 : 0,
    unpricedCount,
    ...(simulatedNanoUsd > 0 ? { simulated: simulatedNanoUsd } : {}),
  };
  return {
    add: [...Object.keys(values).map((name) => `${name} :${name}`), ...steps.map(({ name }) => `#${name} :${name}`)],
    names: Object.fromEntries(steps.map(({ name, start }) => [`#${name}`, seriesAttribute(start)])),
    values: Object.fromEntries([
      ...Object.entries(values).map(([name, value]) => [`:${name}`, value]),
      ...steps.map(({ name, spent }) => [`:${name}`, spent]),
    ]),
  };
}

function requestsOf([requests = 0, tokens = 0]: readonly number[]): Additions {
  return {
    add: ['requests :requests', 'tokens :tokens'],
    names: {},
    values: { ':requests': requests, ':tokens': tokens },
  };
}
