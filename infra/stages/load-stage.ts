import {
  parseStageConfig,
  type StageConfig,
  type StageConfigInput,
  type StageName,
  stageNameSchema,
} from '../config.ts';
import { devStage } from './dev.ts';
import { localStage } from './local.ts';
import { productionStage } from './production.ts';
import { stagingStage } from './staging.ts';

export interface StageEnvironment {
  environment: Readonly<Record<string, string | undefined>>;
  /** Of Signalbox itself; the health check tells it. */
  version: string;
}

const stages: Record<StageName, (input: StageEnvironment) => StageConfigInput> = {
  local: localStage,
  dev: devStage,
  staging: stagingStage,
  production: productionStage,
};

/** The validated configuration of a stage, by name. */
export function loadStage(name: unknown, input: StageEnvironment): StageConfig {
  const stage = stageNameSchema.safeParse(name);
  if (!stage.success) throw new Error(`stage: "${String(name)}" is none of ${Object.keys(stages).join(', ')}`);
  return parseStageConfig(stages[stage.data](input));
}
