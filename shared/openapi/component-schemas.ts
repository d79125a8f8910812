import * as z from 'zod';
import type { JsonObject } from './build-openapi.ts';

/** A request is described as it may be sent (defaults left out), an answer as it comes. */
export type Direction = 'input' | 'output';

export interface SchemaCollector {
  /** The JSON Schema of a body or parameter; what has an id becomes a component and is referred to. */
  describe(schema: z.ZodType, direction: Direction): JsonObject;
  /** The components that were referred to, by name. */
  components(): JsonObject;
}

/**
 * Gathers the schemas of a document, each once. A schema with an id is named after it; one that is part of a request is
 * named `…Request`, because what may be sent is not quite what comes back.
 */
export function createSchemaCollector(): SchemaCollector {
  const collected = new Map<string, JsonObject>();
  return {
    describe(schema, direction) {
      const suffix = direction === 'input' ? 'Request' : '';
      const { $defs = {}, ...json } = toJsonSchema(schema, direction);
      for (const [id, definition] of Object.entries($defs as Record<string, JsonObject>)) {
        collected.set(nameOf(id, suffix), pointAtComponents(definition, suffix));
      }
      const described = pointAtComponents(json, suffix);
      const ownId = z.globalRegistry.get(schema)?.id;
      // zod answers with a bare reference where it has put the schema itself among its definitions.
      if (ownId === undefined || '$ref' in described) return described;
      collected.set(nameOf(ownId, suffix), described);
      return { $ref: componentUri(nameOf(ownId, suffix)) };
    },
    components() {
      return Object.fromEntries([...collected].sort(([left], [right]) => (left < right ? -1 : 1)));
    },
  };
}

function componentUri(name: string): string {
  return `#/components/schemas/${name}`;
}

function nameOf(id: string, suffix: string): string {
  return id.endsWith('Request') ? id : `${id}${suffix}`;
}

function toJsonSchema(schema: z.ZodType, io: Direction): JsonObject {
  return z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // A field that is added tomorrow must not break who checks answers against today's document; in a request an unknown
      // field is refused.
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      // The format says it; the regular expression behind it only fills the page.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  }) as JsonObject;
}

/** OpenAPI 3.1 names the dialect once, and its components live elsewhere than `$defs`. */
function pointAtComponents(definition: JsonObject, suffix: string): JsonObject {
  const { $schema: _dialect, $id: _id, id: _name, ...schema } = definition;
  const text = JSON.stringify(schema).replace(
    /"#\/\$defs\/([^"]+)"/g,
    (_, id: string) => `"${componentUri(nameOf(id, suffix))}"`,
  );
  return JSON.parse(text) as JsonObject;
}
