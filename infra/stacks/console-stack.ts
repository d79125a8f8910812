import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { ConsoleFiles } from '../constructs/console-files.ts';
import { ConsoleSite } from '../constructs/console-site.ts';
import type { People } from '../constructs/people.ts';
import { SignalboxStack } from './signalbox-stack.ts';

export interface ConsoleSources {
  apiUrl: string;
  /** Origins that the console calls, apart from Cognito. */
  apiOrigins: readonly string[];
  people: People;
}

/** The console: static files behind CloudFront, and what this stage's console has to know. */
export class ConsoleStack extends SignalboxStack {
  constructor(
    scope: Construct,
    config: StageConfig,
    settings: NonNullable<StageConfig['console']>,
    { apiUrl, apiOrigins, people }: ConsoleSources,
  ) {
    super(scope, { config, name: 'console', description: 'the console', isStateful: false });
    const cognitoUrl = `https://cognito-idp.${this.region}.${this.urlSuffix}`;
    const site = new ConsoleSite(this, 'Site', {
      domain: settings.domain,
      connectsTo: [...apiOrigins, cognitoUrl],
    });
    new ConsoleFiles(this, 'Files', {
      config,
      site,
      runtimeConfig: {
        stage: config.stage,
        version: config.version,
        apiUrl,
        cognito: {
          endpoint: cognitoUrl,
          region: this.region,
          userPoolId: people.pool.userPoolId,
          clientId: people.client.userPoolClientId,
        },
      },
    });

    new CfnOutput(this, 'ConsoleUrl', { value: `https://${settings.domain?.name ?? site.distribution.domainName}` });
    new CfnOutput(this, 'ConsoleBucket', { value: site.bucket.bucketName });
  }
}
