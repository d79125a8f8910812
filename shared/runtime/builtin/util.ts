export const { isDeepStrictEqual, promisify } = process.getBuiltinModule('node:util');
