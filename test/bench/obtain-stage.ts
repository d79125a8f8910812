import { type LocalStage, readLocalStage } from '../support/local-stage.ts';
import { startLocalStage } from '../support/start-local-stage.ts';

/** The stage that `SIGNALBOX_LOCAL_JSON` names, else one of its own, with what ends it. */
export async function obtainStage(): Promise<{ stage: LocalStage; stop: () => Promise<unknown> }> {
  const path = process.env['SIGNALBOX_LOCAL_JSON'];
  if (path !== undefined) return { stage: readLocalStage(path), stop: async () => undefined };
  return await startLocalStage();
}
