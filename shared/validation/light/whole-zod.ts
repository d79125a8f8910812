export type WholeZod = typeof import('zod');

let loaded: WholeZod | undefined;

/**
 * zod itself, which stands beside the bundle in a file of its own (`infra/constructs/bundle-options.ts`). It is read at once,
 * not awaited: who parses wants an answer.
 */
export function wholeZod(): WholeZod {
  loaded ??= process.getBuiltinModule('node:module').createRequire(import.meta.url)('./zod.mjs') as WholeZod;
  return loaded;
}
