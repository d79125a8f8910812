/**
 * `node:http`, without what an `import` of it costs: that reads every export at once, and one of them loads all of undici,
 * a third of a cold start.
 */
const http = process.getBuiltinModule('node:http');
export const { Agent: HttpAgent, request: httpRequest } = http;
