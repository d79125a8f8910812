import * as z from 'zod';

const entrySchema = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
export const lockfileSchema = z.looseObject({ packages: z.record(z.string(), entrySchema) });
type Lockfile = z.output<typeof lockfileSchema>;

/** What npm has to know of a package to leave it out on other platforms. */
export interface PlatformPackage {
  version: string;
  dev?: true;
  optional: true;
  os: string[];
  cpu: string[];
  libc?: string[];
}

/**
 * Packages for other platforms that the lockfile does not name, by their path in it. npm forgets them if the registry it
 * was written from has no copy, and from then on `npm ci` refuses the lockfile on every machine.
 */
export function missingPlatformPackages({ packages }: Lockfile): Record<string, PlatformPackage> {
  const missing: [string, PlatformPackage][] = [];
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isNamed(packages, path, name)) continue;
      missing.push([`node_modules/${name}`, describe(name, version, entry.dev === true)]);
    }
  }
  return Object.fromEntries(missing);
}

/** Looks where Node would: next to the dependent, then in each folder above it. */
function isNamed(packages: Lockfile['packages'], dependent: string, name: string): boolean {
  const parts = dependent.split('/node_modules/');
  const folders = parts.map((_, index) => parts.slice(0, parts.length - index).join('/node_modules/'));
  return [...folders.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`].some(
    (path) => packages[path] !== undefined,
  );
}

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** `@oxc-parser/binding-linux-arm-gnueabihf` says all there is to know. */
function describe(name: string, version: string, isDev: boolean): PlatformPackage {
  const words = name.split(/[-/]/);
  const os = words.find((word) => systems.includes(word));
  const cpu = words.find((word) => processors.includes(word));
  if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(`${name}@${version} does not say which platform it is for.`);
  }
  const libc = libcOf(words.at(-1) ?? '');
  return { version, ...(isDev ? { dev: true } : {}), optional: true, os: [os], cpu: [cpu], ...(libc && { libc }) };
}

function libcOf(suffix: string): string[] | null {
  if (suffix.startsWith('musl')) return ['musl'];
  return suffix.startsWith('gnu') ? ['glibc'] : null;
}
