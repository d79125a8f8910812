import { writeFileSync } from 'node:fs';
import { cataloguePath, generateCatalogue } from './generate-catalogue.ts';
import { generateOpenApi } from './generate-openapi.ts';

/** `npm run generate`: makes again what is generated and kept in the repository. A test tells when it is stale. */
writeFileSync(cataloguePath, generateCatalogue());
await generateOpenApi();
console.log('Generated the model catalogue and the OpenAPI document.');
