import { readFileSync, writeFileSync } from 'node:fs';
import { lockfileSchema, missingPlatformPackages } from './missing-platform-packages.ts';

/** Names in the lockfile what npm left out of it. Run it after `npm install` against a registry that is not complete. */
const path = new URL('../package-lock.json', import.meta.url);
const lockfile = JSON.parse(readFileSync(path, 'utf8'));
// What the schema returns has its keys in another order, which would rewrite the whole file.
const missing = missingPlatformPackages(lockfileSchema.parse(lockfile));
const packages = Object.entries({ ...lockfile.packages, ...missing }).sort(([left], [right]) =>
  left.localeCompare(right, 'en'),
);
writeFileSync(path, `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(packages) }, null, 2)}\n`);
console.log(`  ✓ Added ${Object.keys(missing).length} packages of other platforms to package-lock.json`);
