import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { stageNames } from '../config.ts';
import { type SynthesizedResource, synthesizeStage } from '../testing/synthesize-stage.ts';

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statementSchema = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany.optional(),
  NotAction: z.unknown().optional(),
  Resource: z.unknown().optional(),
});
const documentSchema = z.object({ Statement: z.array(statementSchema) });
const propertiesSchema = z.looseObject({
  PolicyDocument: documentSchema.optional(),
  AssumeRolePolicyDocument: documentSchema.optional(),
  Policies: z.array(z.object({ PolicyDocument: documentSchema })).optional(),
});

/** What AWS's service authorization reference lists without a resource type. */
const actionsWithoutResources = new Set([
  'bedrock:ListFoundationModels',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
]);

function allowsOf({ type, properties }: SynthesizedResource) {
  if (!/(Policy|::Role)$/.test(type)) return [];
  const parsed = propertiesSchema.parse(properties);
  const inline = (parsed.Policies ?? []).map((policy) => policy.PolicyDocument);
  const documents = [parsed.PolicyDocument, parsed.AssumeRolePolicyDocument, ...inline];
  return documents.flatMap((document) => document?.Statement ?? []).filter((statement) => statement.Effect === 'Allow');
}

describe.each(stageNames)('IAM statements of %s', (stage) => {
  const statements = synthesizeStage(stage)
    .resources()
    .flatMap((resource) =>
      allowsOf(resource).map((statement) => ({ of: `${resource.stack}/${resource.logicalId}`, ...statement })),
    );

  it('are found at all', () => {
    expect(statements.length).toBeGreaterThan(50);
  });

  it('name every action in full', () => {
    const wild = statements.filter(
      ({ Action, NotAction }) => NotAction !== undefined || (Action ?? []).some((action) => action.includes('*')),
    );

    expect(wild).toEqual([]);
  });

  it('name their resources, except where AWS knows none', () => {
    const unbounded = statements.filter(
      ({ Action = [], Resource }) =>
        [Resource].flat().includes('*') && !Action.every((action) => actionsWithoutResources.has(action)),
    );

    expect(unbounded).toEqual([]);
  });
});
