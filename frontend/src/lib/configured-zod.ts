import { config } from 'zod/v4';

// zod compiles its schemas with `new Function`, which the content security policy forbids, and where it does not, only
// asking is reported as a violation. It decides when a schema is made, so this must run before any: the build puts this
// module in the place of `zod`.
config({ jitless: true });

export * from 'zod/v4';
