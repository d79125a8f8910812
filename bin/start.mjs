import { runTypeScript } from './run-typescript.mjs';

runTypeScript('infra/local/start.ts', process.argv.slice(2));
