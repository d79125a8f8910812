import type { listModels } from '../../shared/contract/models.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { listProjectModels } from '../../shared/models/project-models.ts';
import type { ModelsPorts } from './app.ts';
import { readProjectView } from './project-view.ts';

/** The whole catalogue in one page: it is small, and the console searches it as one. */
export function handleListModels(ports: ModelsPorts): Handler<typeof listModels> {
  return async ({ projectId }) => ({
    items: listProjectModels(await readProjectView(ports, projectId)),
    nextCursor: null,
  });
}
