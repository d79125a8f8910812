export const { lookup } = process.getBuiltinModule('node:dns');
