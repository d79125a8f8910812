import { runTypeScript } from './run-typescript.mjs';

runTypeScript('test/run.ts', process.argv.slice(2));
