import type { RouteContract } from '../contract/route.ts';
import { createSchemaCollector } from './component-schemas.ts';
import { toOperation } from './to-operation.ts';

export type JsonObject = Record<string, unknown>;

export interface OpenApiDocument extends JsonObject {
  openapi: '3.1.0';
  paths: Record<string, Record<string, JsonObject>>;
}

/**
 * The whole API as an OpenAPI 3.1 document, https://spec.openapis.org/oas/v3.1.1. Everything in it comes from the
 * contracts that the handlers are served from.
 */
export function buildOpenApi(routes: readonly RouteContract[], version: string): OpenApiDocument {
  const schemas = createSchemaCollector();
  const paths: OpenApiDocument['paths'] = {};
  for (const route of routes) {
    const path = paths[route.path] ?? {};
    path[route.method.toLowerCase()] = toOperation(route, schemas);
    paths[route.path] = path;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Signalbox',
      version,
      description:
        'Mission control for applications and agents that use language models. `/v1` speaks OpenAI’s wire format; ' +
        '`/api/v2` manages and observes; `/otel` takes OpenTelemetry.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: tagsOf(routes),
    paths,
    components: { schemas: schemas.components(), securitySchemes: securitySchemes() },
  };
}

const tagDescriptions: Record<RouteContract['domain'], string> = {
  gateway: 'Call models in OpenAI’s wire format',
  models: 'The model catalogue and the providers behind it',
  identity: 'Projects, members, API keys and the audit log',
  tracing: 'Traces, and OpenTelemetry over HTTP',
  realtime: 'Live updates over the WebSocket',
  routing: 'Routes: named virtual models, and how they choose',
  governance: 'Limits, budgets, and the response cache',
  operations: 'Health, and this document',
};

function tagsOf(routes: readonly RouteContract[]): JsonObject[] {
  return [...new Set(routes.map((route) => route.domain))].map((name) => ({
    name,
    description: tagDescriptions[name],
  }));
}

function securitySchemes(): JsonObject {
  return {
    apiKey: { type: 'http', scheme: 'bearer', description: 'A project’s API key: `Bearer sbx_<stage>_…`' },
    signIn: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'The access token of a signed-in person; name the project in `x-signalbox-project`',
    },
  };
}
