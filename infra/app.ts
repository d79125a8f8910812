import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { addStacks } from './signalbox-app.ts';
import { loadStage } from './stages/load-stage.ts';

/** The CDK app: `cdk synth -c stage=production`; without a stage it is the local one. */
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));
const app = new App();
addStacks(app, loadStage(app.node.tryGetContext('stage') ?? 'local', { environment: process.env, version }));
app.synth();
