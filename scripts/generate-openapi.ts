import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { routes } from '../shared/contract/routes.ts';
import { buildOpenApi } from '../shared/openapi/build-openapi.ts';
import { version } from '../shared/openapi/version.ts';

/** Writes the OpenAPI document that the operations function serves, so that no cold start has to build it. */
export async function generateOpenApi(): Promise<void> {
  const file = resolve(import.meta.dirname, '../shared/openapi/openapi.generated.json');
  await writeFile(file, `${JSON.stringify(buildOpenApi(routes, version), null, 1)}\n`);
}
