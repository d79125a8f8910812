import { writeFileSync } from 'node:fs';
import { exitAfterHelp } from '../infra/cli/command-usage.ts';
import { generatePages } from '../test/conformance/gateway/generated-pages.ts';
import { attributeReferencePath, generateAttributeReference } from './generate-attribute-reference.ts';
import { cataloguePath, generateCatalogue } from './generate-catalogue.ts';
import { generateLabelReference, labelReferencePath } from './generate-label-reference.ts';
import { generateOpenApi } from './generate-openapi.ts';
import { generatePriceTable, priceTablePath } from './generate-price-table.ts';

/** `npm run generate`: makes again what is generated and kept in the repository. A test tells when it is stale. */
exitAfterHelp({
  command: 'npm run generate',
  about:
    'Makes again what is generated and kept in the repository: the catalogue, prices, references and the OpenAPI document.',
  flags: {},
});
writeFileSync(cataloguePath, generateCatalogue());
writeFileSync(priceTablePath, generatePriceTable());
writeFileSync(attributeReferencePath, generateAttributeReference());
writeFileSync(labelReferencePath, generateLabelReference());
for (const { file, text } of generatePages()) writeFileSync(file, text);
await generateOpenApi();
console.log(
  'Generated the model catalogue, the price table, the references of attributes, the tables of conformance and the OpenAPI document.',
);
