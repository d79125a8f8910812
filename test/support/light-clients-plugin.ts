import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { lightPackages } from '../../infra/constructs/light-packages.ts';

const repository = resolve(import.meta.dirname, '../..');
const product = ['functions', 'shared'].map((folder) => resolve(repository, folder));

/** Puts the light clients in the place of the AWS SDK, as the gateway's bundle does; what makes tables for tests keeps the SDK. */
export function lightClients(): Plugin {
  return {
    name: 'light-clients',
    enforce: 'pre',
    resolveId(source, importer) {
      const light = lightPackages[source];
      if (light === undefined || importer === undefined) return null;
      return product.some((folder) => importer.startsWith(folder)) ? resolve(repository, light) : null;
    },
  };
}
