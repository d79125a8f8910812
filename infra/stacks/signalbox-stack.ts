import { Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { physicalName } from '../constructs/deployment.ts';

interface SignalboxStackProps {
  config: StageConfig;
  /** Last part of its name. */
  name: string;
  description: string;
  /** Holds what cannot be made again: protected stages refuse to delete it. */
  isStateful: boolean;
}

/** What all stacks share: name, tags and protection. A stage without a target takes that of whoever deploys. */
export abstract class SignalboxStack extends Stack {
  constructor(scope: Construct, { config, name, description, isStateful }: SignalboxStackProps) {
    const stackProps: StackProps = {
      stackName: physicalName(config, name),
      description: `Signalbox ${config.stage}: ${description}`,
      ...(config.target === null ? {} : { env: config.target }),
      terminationProtection: isStateful && config.isProtected,
    };
    super(scope, physicalName(config, name), stackProps);
    Tags.of(this).add('application', 'signalbox');
    Tags.of(this).add('stage', config.stage);
  }
}
