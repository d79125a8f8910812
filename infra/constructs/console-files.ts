import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, type ISource, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { projectRoot } from './bundle-options.ts';
import type { ConsoleSite } from './console-site.ts';
import { CopyingRole } from './copying-role.ts';
import { physicalName } from './deployment.ts';

const builtConsole = join(projectRoot, 'frontend/dist');

export interface ConsoleFilesProps {
  config: StageConfig;
  site: ConsoleSite;
  /** Becomes `/config.json`, so that one build serves every stage. */
  runtimeConfig: Record<string, unknown>;
}

/** Puts the built console and its configuration behind the distribution. */
export class ConsoleFiles extends Construct {
  constructor(scope: Construct, id: string, { config, site, runtimeConfig }: ConsoleFilesProps) {
    super(scope, id);
    const copyingRole = new CopyingRole(this, 'Role', site);
    const shared = {
      destinationBucket: site.bucket as IBucket,
      role: copyingRole.withoutPolicyUpdates() as IRole,
      // A console that is open still loads chunks of the build that it came from.
      prune: false,
      logGroup: new LogGroup(this, 'Log', {
        logGroupName: `/aws/lambda/${physicalName(config, 'console-files')}`,
        retention: config.logRetentionDays,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    };
    const built = this.builtConsole();
    const assets = built.map(
      (source) =>
        new BucketDeployment(this, 'Assets', {
          ...shared,
          sources: [source],
          exclude: ['*'],
          include: ['assets/*'],
          cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
        }),
    );
    const page = new BucketDeployment(this, 'Page', {
      ...shared,
      sources: [Source.jsonData('config.json', runtimeConfig), ...built],
      exclude: ['assets/*'],
      cacheControl: [CacheControl.noCache()],
      distribution: site.distribution as IDistribution,
      distributionPaths: ['/index.html', '/config.json'],
    });
    // The page may not name an asset that is not there yet.
    page.node.addDependency(...assets);
    for (const deployment of [...assets, page]) deployment.node.addDependency(copyingRole);
  }

  /** Nothing, if the console has not been built: a synthesis does not need it. */
  private builtConsole(): ISource[] {
    if (existsSync(join(builtConsole, 'index.html'))) return [Source.asset(builtConsole)];
    Annotations.of(this).addInfo('The console is not built: `npm run deploy` builds it first.');
    return [];
  }
}
