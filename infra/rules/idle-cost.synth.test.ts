import { describe, expect, it } from 'vitest';
import { stageNames } from '../config.ts';
import { synthesizeStage } from '../testing/synthesize-stage.ts';
import { idleCosts } from './idle-cost.ts';

describe.each(stageNames)('what %s costs while nothing happens', (stage) => {
  const resources = synthesizeStage(stage).resources();

  it('uses only resource types that are not billed by the hour', () => {
    const unknown = new Set(resources.map(({ type }) => type).filter((type) => !(type in idleCosts)));

    expect([...unknown]).toEqual([]);
  });

  it('provisions no capacity', () => {
    const provisioned = resources.filter(({ type, properties }) =>
      type === 'AWS::DynamoDB::GlobalTable'
        ? properties['BillingMode'] !== 'PAY_PER_REQUEST'
        : 'ProvisionedConcurrencyConfig' in properties ||
          'ProvisionedThroughput' in properties ||
          properties['CacheClusterEnabled'] === true,
    );

    expect(provisioned).toEqual([]);
  });
});

describe('the list of idle costs', () => {
  it('names no type that nothing uses', () => {
    const used = new Set(
      stageNames.flatMap((stage) =>
        synthesizeStage(stage)
          .resources()
          .map(({ type }) => type),
      ),
    );
    // Only where a stage has an address for alarms.
    used.add('AWS::SNS::Subscription');

    expect(Object.keys(idleCosts).filter((type) => !used.has(type))).toEqual([]);
  });
});
