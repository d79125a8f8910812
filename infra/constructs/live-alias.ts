import { createHash } from 'node:crypto';
import { Lazy } from 'aws-cdk-lib';
import {
  Alias,
  CfnFunction,
  type IFunction,
  type IVersion,
  type Function as LambdaFunction,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

/**
 * The name under which a function is called. It moves from one published version to the next in one step; on a laptop it
 * stays on the code that is there, so that an edit takes effect in place.
 */
export function liveAlias(scope: Construct, target: LambdaFunction, config: StageConfig): IFunction {
  const isLocal = config.stage === 'local';
  const alias = new Alias(scope, 'Live', {
    aliasName: 'live',
    version: (isLocal ? target.latestVersion : target.currentVersion) as IVersion,
    // MiniStack drops the aliases of a function that it updates, and makes again only those that changed too.
    ...(isLocal ? { description: fingerprint(target) } : {}),
  });
  // The library is not compiled with exactOptionalPropertyTypes: its classes miss their own interfaces by an `undefined`.
  return alias as IFunction;
}

/** Changes whenever the function does. */
function fingerprint(target: LambdaFunction): string {
  return Lazy.string({
    produce: () => {
      const resource = target.node.defaultChild;
      if (!(resource instanceof CfnFunction)) return '';
      const { code, environment, handler, memorySize, runtime, timeout, tracingConfig, loggingConfig } = resource;
      const parts = resource.stack.resolve([
        code,
        environment,
        handler,
        memorySize,
        runtime,
        timeout,
        tracingConfig,
        loggingConfig,
        resource.description,
      ]);
      return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
    },
  });
}
