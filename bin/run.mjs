import { runTypeScript } from './run-typescript.mjs';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('  ✗ Name a TypeScript file: node bin/run.mjs path/to/file.ts\n');
  process.exit(1);
}
runTypeScript(file, args);
