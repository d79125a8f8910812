/** The parts of an OpenAPI 3.1 document that are shown. Everything may be missing: the document comes from a server. */
export interface SchemaObject {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  example?: unknown;
  examples?: unknown[];
  properties?: Record<string, SchemaObject>;
  required?: string[];
  items?: SchemaObject;
  anyOf?: SchemaObject[];
  oneOf?: SchemaObject[];
  allOf?: SchemaObject[];
  additionalProperties?: boolean | SchemaObject;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

export interface ParameterObject {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: SchemaObject;
}

type Content = Record<string, { schema?: SchemaObject; example?: unknown }>;

export interface ResponseObject {
  $ref?: string;
  description?: string;
  content?: Content;
}

export interface OperationObject {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: ParameterObject[];
  requestBody?: { required?: boolean; description?: string; content?: Content };
  responses?: Record<string, ResponseObject>;
  security?: Record<string, string[]>[];
}

export interface OpenApiDocument {
  openapi: string;
  info?: { title?: string; version?: string; description?: string };
  paths?: Record<string, Record<string, OperationObject>>;
  components?: { schemas?: Record<string, SchemaObject>; responses?: Record<string, ResponseObject> };
  security?: Record<string, string[]>[];
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  group: string;
  operation: OperationObject;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** The operations in the document's order, each with the group it is listed under. */
export function listOperations(document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const id = operation.operationId ?? `${method} ${path}`;
      return [{ id, method: method.toUpperCase(), path, group: operation.tags?.[0] ?? groupOf(path), operation }];
    }),
  );
}

/** `/api/v2/traces/{traceId}` belongs to `traces`, `/v1/models` to `v1`. */
function groupOf(path: string): string {
  const parts = path.split('/').filter(Boolean);
  return (parts[0] === 'api' ? parts[2] : parts[0]) ?? 'other';
}

/** Operations that answer what was typed, by group. */
export function groupOperations(operations: readonly Operation[], text: string): Map<string, Operation[]> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = operations.filter(({ id, method, path, operation }) => {
    const searched = `${id} ${method} ${path} ${operation.summary ?? ''}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  });
  return Map.groupBy(found, ({ group }) => group);
}

/** The schema that a reference names; itself if it is none, an empty one if the name leads nowhere. */
export function resolveSchema(document: OpenApiDocument, schema: SchemaObject): SchemaObject {
  const name = refName(schema.$ref);
  return name === null ? schema : (document.components?.schemas?.[name] ?? {});
}

export function resolveResponse(document: OpenApiDocument, response: ResponseObject): ResponseObject {
  const name = refName(response.$ref);
  return name === null ? response : (document.components?.responses?.[name] ?? {});
}

export function refName(ref: string | undefined): string | null {
  return ref?.split('/').at(-1) ?? null;
}
