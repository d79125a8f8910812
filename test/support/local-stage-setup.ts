import { startLocalStage } from './start-local-stage.ts';

/** vitest's global set-up of the suites that talk to a running stage: starts one unless `npm test` has already. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['SIGNALBOX_LOCAL_JSON'] !== undefined) return undefined;
  const started = await startLocalStage();
  process.env['SIGNALBOX_LOCAL_JSON'] = started.localJsonPath;
  return async () => {
    await started.stop();
  };
}
