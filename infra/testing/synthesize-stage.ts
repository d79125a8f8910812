import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import type { StageConfigInput, StageName } from '../config.ts';
import { parseStageConfig } from '../config.ts';
import { projectRoot } from '../constructs/bundle-options.ts';
import { addStacks } from '../signalbox-app.ts';
import { loadStage } from '../stages/load-stage.ts';

const cdkJson = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8')));

/** The app of a stage with the feature flags of `cdk.json`, unbundled, as the CDK CLI would have made it. */
export function createStageApp(stage: StageName, overrides: Partial<StageConfigInput> = {}): App {
  const app = new App({
    context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] },
    outdir: mkdtempSync(join(tmpdir(), 'signalbox-synth-')),
  });
  addStacks(app, parseStageConfig({ ...loadStage(stage, { environment: {}, version: '1.2.3' }), ...overrides }));
  return app;
}

export interface SynthesizedStage {
  stacks: readonly Stack[];
  /** By the last part of a stack's name. */
  template(name: string): Template;
  resources(): readonly SynthesizedResource[];
}

export interface SynthesizedResource {
  stack: string;
  logicalId: string;
  type: string;
  properties: Readonly<Record<string, unknown>>;
  deletionPolicy: string | undefined;
}

const cache = new Map<StageName, SynthesizedStage>();

/** Synthesised once for a test file. */
export function synthesizeStage(stage: StageName): SynthesizedStage {
  const known = cache.get(stage);
  if (known !== undefined) return known;
  const app = createStageApp(stage);
  const stacks = app.node.children.filter((child): child is Stack => 'stackName' in child);
  const templates = new Map(
    stacks.map((stack) => [stack.stackName.replace(`signalbox-${stage}-`, ''), Template.fromStack(stack)]),
  );
  const synthesized: SynthesizedStage = {
    stacks,
    template(name) {
      const template = templates.get(name);
      if (template === undefined) throw new Error(`${stage} has no stack ${name}`);
      return template;
    },
    resources: () => [...templates].flatMap(([name, template]) => resourcesOf(name, template)),
  };
  cache.set(stage, synthesized);
  return synthesized;
}

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
});

function resourcesOf(stack: string, template: Template): SynthesizedResource[] {
  const resources = z.record(z.string(), resourceSchema).parse(template.toJSON()['Resources'] ?? {});
  return Object.entries(resources).map(([logicalId, resource]) => ({
    stack,
    logicalId,
    type: resource.Type,
    properties: resource.Properties,
    deletionPolicy: resource.DeletionPolicy,
  }));
}
