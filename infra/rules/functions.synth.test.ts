import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { stageNames } from '../config.ts';
import { type FunctionDefinition, functionDefinitions } from '../function-definitions.ts';
import { synthesizeStage } from '../testing/synthesize-stage.ts';

const definitions: readonly FunctionDefinition[] = Object.values(functionDefinitions);
const runtimeVariables = [
  'LOG_LEVEL',
  'NODE_OPTIONS',
  'POWERTOOLS_METRICS_NAMESPACE',
  'POWERTOOLS_SERVICE_NAME',
  'POWERTOOLS_TRACE_ENABLED',
];
const functionSchema = z.looseObject({
  FunctionName: z.string(),
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  TracingConfig: z.object({ Mode: z.string() }),
  LoggingConfig: z.looseObject({ LogFormat: z.string(), LogGroup: z.unknown() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

describe.each(stageNames)('functions of %s', (stage) => {
  const resources = synthesizeStage(stage).resources();
  const named = (name: string) => {
    const found = resources.find(
      ({ type, properties }) =>
        type === 'AWS::Lambda::Function' && properties['FunctionName'] === `signalbox-${stage}-${name}`,
    );
    return functionSchema.parse(found?.properties);
  };

  it.each(definitions.map((definition) => [definition.name, definition] as const))(
    '%s has the environment of its schema and nothing else',
    (name, { environmentSchema }) => {
      const variables = Object.keys(named(name).Environment.Variables).filter((key) => !runtimeVariables.includes(key));
      const required = Object.entries(environmentSchema.shape)
        .filter(([, field]) => !(field as z.ZodType).safeParse(undefined).success)
        .map(([key]) => key);

      expect(variables.sort()).toEqual(required.sort());
    },
  );

  it.each(definitions.map(({ name }) => name))('%s runs on Node 24, is traced and logs JSON', (name) => {
    const { Runtime, TracingConfig, LoggingConfig, Architectures } = named(name);

    expect(Runtime).toBe('nodejs24.x');
    expect(TracingConfig.Mode).toBe('Active');
    expect(LoggingConfig.LogFormat).toBe('JSON');
    if (stage !== 'local') expect(Architectures).toEqual(['arm64']);
  });

  it('are called through the alias live, and watched for errors, throttles and slowness', () => {
    const count = (type: string) => resources.filter((resource) => resource.type === type);
    const aliases = count('AWS::Lambda::Alias').map(({ properties }) => properties['Name']);
    const metrics = count('AWS::CloudWatch::Alarm').map(({ properties }) => properties['MetricName']);

    expect(aliases).toEqual(definitions.map(() => 'live'));
    for (const metric of ['Errors', 'Throttles', 'Duration']) {
      expect(metrics.filter((name) => name === metric)).toHaveLength(definitions.length);
    }
  });

  it('keep their logs as long as the stage says', () => {
    const groups = resources.filter(({ type }) => type === 'AWS::Logs::LogGroup');

    expect(groups.length).toBeGreaterThanOrEqual(definitions.length);
    for (const group of groups) expect(group.properties['RetentionInDays']).toBeGreaterThan(0);
  });
});
