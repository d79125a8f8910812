export const { Agent, request } = process.getBuiltinModule('node:https');
