import { LambdaClient, UpdateFunctionCodeCommand, waitUntilFunctionUpdatedV2 } from '@aws-sdk/client-lambda';
import { build } from 'esbuild';
import { awsClientConfig } from '../../../shared/aws/client-config.ts';
import { bundleOptions } from '../../constructs/bundle-options.ts';
import { repository } from '../paths.ts';
import type { FunctionEntry } from './changed-functions.ts';
import { zip } from './zip.ts';

const updateDeadlineSeconds = 20;

/** Bundles the functions as a deployment does and gives the new code to the emulator, where `live` is what is there. */
export async function updateFunctions(
  endpoint: string,
  functions: readonly FunctionEntry[],
  abortSignal: AbortSignal,
): Promise<void> {
  const client = new LambdaClient(awsClientConfig({ AWS_ENDPOINT_URL: endpoint }));
  for (const { functionName, entry } of functions) {
    const code = zip(await bundle(entry));
    await client.send(new UpdateFunctionCodeCommand({ FunctionName: functionName, ZipFile: code }), { abortSignal });
    await waitUntilFunctionUpdatedV2(
      { client, maxWaitTime: updateDeadlineSeconds, minDelay: 1, abortSignal },
      { FunctionName: functionName },
    );
  }
}

async function bundle(entry: string) {
  const { outputFiles = [] } = await build({
    ...bundleOptions(entry),
    absWorkingDir: repository,
    write: false,
  });
  return outputFiles.map(({ path, contents }) => ({ name: path.split('/').at(-1) ?? path, content: contents }));
}
