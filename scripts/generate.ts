import { writeFileSync } from 'node:fs';
import { generatePages } from '../test/conformance/gateway/generated-pages.ts';
import { attributeReferencePath, generateAttributeReference } from './generate-attribute-reference.ts';
import { cataloguePath, generateCatalogue } from './generate-catalogue.ts';
import { generateOpenApi } from './generate-openapi.ts';

/** `npm run generate`: makes again what is generated and kept in the repository. A test tells when it is stale. */
writeFileSync(cataloguePath, generateCatalogue());
writeFileSync(attributeReferencePath, generateAttributeReference());
for (const { file, text } of generatePages()) writeFileSync(file, text);
await generateOpenApi();
console.log(
  'Generated the model catalogue, the attribute reference, the tables of conformance and the OpenAPI document.',
);
