/**
 * What stands in for heavy packages in the bundles of functions that shall start fast: modules of ours with the same names
 * and of the same behaviour, as far as it is used here. A name that they lack fails the build (decision 0105).
 */
export const lightPackages: Readonly<Record<string, string>> = {
  '@aws-sdk/client-dynamodb': './shared/aws/light/client-dynamodb.ts',
  '@aws-sdk/lib-dynamodb': './shared/aws/light/lib-dynamodb.ts',
  '@aws-sdk/client-sqs': './shared/aws/light/client-sqs.ts',
  '@aws-sdk/client-s3': './shared/aws/light/client-s3.ts',
  '@aws-sdk/client-secrets-manager': './shared/aws/light/client-secrets-manager.ts',
  '@aws-lambda-powertools/logger': './shared/observability/light/powertools-logger.ts',
  '@aws-lambda-powertools/metrics': './shared/observability/light/powertools-metrics.ts',
  '@aws-lambda-powertools/tracer': './shared/observability/light/powertools-tracer.ts',
  '@aws-lambda-powertools/tracer/middleware': './shared/observability/light/powertools-tracer-middleware.ts',
};

/** The same for validation, in the gateway's bundle (decision 0220). Where it stands in, zod itself lies beside the bundle. */
export const lightValidation: Readonly<Record<string, string>> = {
  zod: './shared/validation/light/zod.ts',
  'zod/v4': './node_modules/zod/v4/index.js',
};

/**
 * Node's own modules in the gateway's bundle, by `process.getBuiltinModule`: an `import` of one reads every export, and so loads
 * what is kept for those who ask for it, such as WebCrypto or worker threads (decision 0224).
 */
export const lightBuiltins: Readonly<Record<string, string>> = Object.fromEntries(
  ['crypto', 'dns', 'https', 'net', 'stream/promises', 'timers/promises', 'util', 'zlib'].map((name) => [
    `node:${name}`,
    `./shared/runtime/builtin/${name.replace('/', '-')}.ts`,
  ]),
);
