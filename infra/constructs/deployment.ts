import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StageConfig } from '../config.ts';

/** What every construct is told about the deployment that it belongs to. */
export interface Deployment {
  config: StageConfig;
  /** Receives alarms. */
  alarmTopic: ITopic;
}

/** `signalbox-<stage>-<part>…`: physical names, where something outside of the template has to know them. */
export function physicalName(config: Pick<StageConfig, 'stage'>, ...parts: readonly string[]): string {
  return ['signalbox', config.stage, ...parts].join('-');
}

/** Where `shared/secrets` keeps the keys of providers. */
export function providerSecretPrefix(config: Pick<StageConfig, 'stage'>): string {
  return `signalbox/${config.stage}/providers/`;
}
