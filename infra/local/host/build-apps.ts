import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Environment } from '../../../shared/aws/client-config.ts';
import type { Domain } from '../../../shared/contract/route.ts';
import type { Answer } from '../../../shared/http/answer.ts';
import type { LightRequest } from '../../../shared/http/http-request.ts';
import { isAlive } from '../lock.ts';
import { repository } from '../paths.ts';

/** Light requests are for the gateway alone: all others are served by Hono. */
export interface DomainApp {
  fetch(request: LightRequest | Request): Response | Promise<Answer | Response>;
}

/** The two files of a domain that the Lambda entry and this host share. */
export interface DomainModule {
  createApp(ports: unknown): DomainApp;
  createPorts(environment: Environment): { flush?(): Promise<void>; stop?(): void };
}
export type DomainModules = Readonly<Record<Domain, DomainModule>>;

export const domains: readonly Domain[] = [
  'gateway',
  'models',
  'identity',
  'tracing',
  'realtime',
  'routing',
  'governance',
  'operations',
];

/** Inside node_modules, so that packages resolve, and out of the way of everything that reads the source. */
const cacheFolder = join(repository, 'node_modules/.cache/signalbox');
const buildFolder = join(cacheFolder, String(process.pid));
let builds = 0;

/**
 * Bundles the HTTP apps into one module under a new name and imports it. Node caches modules by name for as long as it
 * lives, so this is how an edit in any file that they import takes effect. Packages stay outside: they are loaded once.
 */
export async function buildApps(): Promise<DomainModules> {
  const result = await build({
    absWorkingDir: repository,
    stdin: { contents: entrySource(), resolveDir: repository, sourcefile: 'local-host.ts', loader: 'ts' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: 'inline',
    sourcesContent: false,
    write: false,
    logLevel: 'silent',
  });
  await mkdir(buildFolder, { recursive: true });
  const file = join(buildFolder, `apps-${++builds}.mjs`);
  await writeFile(file, result.outputFiles[0]?.contents ?? '');
  const module: Record<string, Record<string, unknown>> = await import(pathToFileURL(file).href);
  return Object.fromEntries(
    domains.map((domain) => [domain, { ...module[`${domain}App`], ...module[`${domain}Ports`] }]),
  ) as unknown as DomainModules;
}

/** Removes what this process has built, and what processes left that could not do so themselves. */
export async function removeBuilds(): Promise<void> {
  const owners = (await readdir(cacheFolder).catch(() => [])).map(Number);
  const done = owners.filter((owner) => owner === process.pid || !isAlive(owner));
  for (const owner of done) await rm(join(cacheFolder, String(owner)), { recursive: true, force: true });
}

function entrySource(): string {
  return domains
    .flatMap((domain) => [
      // The gateway as its Lambda serves it: chat without Hono.
      domain === 'gateway'
        ? `import { createLazyApp } from './functions/gateway/lazy-app.ts'; export const gatewayApp = { createApp: createLazyApp };`
        : `export * as ${domain}App from './functions/${domain}/app.ts';`,
      `export * as ${domain}Ports from './functions/${domain}/ports.ts';`,
    ])
    .join('\n');
}
