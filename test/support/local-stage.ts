import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { localFileSchema, type StageFile, stageFileSchema } from '../../infra/local/stage-files.ts';

/** The running local stage, as tests see it: `.signalbox/local.json` and what else its processes need. */
export interface LocalStage extends StageFile {
  url: string;
  websocketUrl: string;
  apiKey: string;
  projectId: string;
  email: string;
  password: string;
}

/**
 * The stage that the tests of this run talk to. `npm test` starts one and names its file in `SIGNALBOX_LOCAL_JSON`; run by
 * hand, the projects' global set-up (`local-stage-setup.ts`) starts one.
 */
export function localStage(): LocalStage {
  const path = process.env['SIGNALBOX_LOCAL_JSON'];
  if (path === undefined) throw new Error('No local stage: run these tests with vitest, whose set-up starts one.');
  return readLocalStage(path);
}

/** Reads the files of a stage from where `local.json` is. */
export function readLocalStage(localJsonPath: string): LocalStage {
  const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
  return {
    ...localFileSchema.parse(read(localJsonPath)),
    ...stageFileSchema.parse(read(join(dirname(localJsonPath), 'stage.json'))),
  };
}
