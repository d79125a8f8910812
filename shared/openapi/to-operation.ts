import type * as z from 'zod';
import { openAiErrorSchema, problemSchema, projectHeader } from '../contract/common.ts';
import type { Access, RouteContract } from '../contract/route.ts';
import type { JsonObject } from './build-openapi.ts';
import type { SchemaCollector } from './component-schemas.ts';

/** One route as an OpenAPI operation. */
export function toOperation(route: RouteContract, schemas: SchemaCollector): JsonObject {
  return {
    operationId: route.id,
    tags: [route.domain],
    summary: route.summary,
    description: [route.description, accessSentence(route.access)].filter(Boolean).join('\n\n'),
    security: route.access.kind === 'public' ? [] : [{ apiKey: [] }, { signIn: [] }],
    ...(route.access.kind === 'project' ? { 'x-signalbox-access': route.access } : {}),
    parameters: [
      ...parameters(route.params, 'path', schemas),
      ...parameters(route.query, 'query', schemas),
      ...projectParameter(route.access),
    ],
    ...requestBody(route, schemas),
    responses: { [route.response.status]: success(route, schemas), ...failures(route, schemas) },
  };
}

function accessSentence(access: Access): string {
  switch (access.kind) {
    case 'public':
      return 'Open to everybody.';
    case 'account':
      return 'Needs a signed-in person or any valid key.';
    case 'project':
      return `Needs the role \`${access.role}\` (people) or the scope \`${access.scope}\` (keys) in the project.`;
  }
}

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query', schemas: SchemaCollector): JsonObject[] {
  return Object.entries(schema?.shape ?? {}).map(([name, part]) => {
    const { description, ...rest } = schemas.describe(part as z.ZodType, 'input');
    const isRequired = place === 'path' || !(part as z.ZodType).safeParse(undefined).success;
    return { name, in: place, required: isRequired, ...(description ? { description } : {}), schema: rest };
  });
}

function projectParameter(access: Access): JsonObject[] {
  if (access.kind !== 'project' || access.projectFrom === 'path') return [];
  return [
    {
      name: projectHeader,
      in: 'header',
      required: false,
      description: 'The project; people must send it, a key implies its own',
      schema: { type: 'string', format: 'uuid' },
    },
  ];
}

function requestBody(
  { body, documentedBody = body, exampleBody, requestContentTypes = [] }: RouteContract,
  schemas: SchemaCollector,
): JsonObject {
  if (!documentedBody) return {};
  const others = requestContentTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]);
  const json = {
    schema: schemas.describe(documentedBody, 'input'),
    ...(exampleBody === undefined ? {} : { example: exampleBody }),
  };
  return { requestBody: { required: true, content: { 'application/json': json, ...Object.fromEntries(others) } } };
}

function success({ response, alternativeResponse }: RouteContract, schemas: SchemaCollector): JsonObject {
  if (!response.schema) return { description: response.description };
  const contentType = response.contentType ?? 'application/json';
  return {
    description: response.description,
    headers: { 'x-request-id': { schema: { type: 'string' }, description: 'Quote it when you ask for help' } },
    content: {
      [contentType]: { schema: schemas.describe(response.schema, 'output') },
      ...(alternativeResponse
        ? {
            [alternativeResponse.contentType]: {
              schema: { type: 'string', description: alternativeResponse.description },
            },
          }
        : {}),
    },
  };
}

const failureDescriptions: readonly [status: number, applies: (route: RouteContract) => boolean, text: string][] = [
  [
    400,
    ({ params, query, body }) => Boolean(params ?? query ?? body),
    'Something sent is wrong; the answer names the field',
  ],
  [401, ({ access }) => access.kind !== 'public', 'No valid credentials'],
  [403, ({ access }) => access.kind !== 'public', 'The role or the scopes do not reach'],
  [404, ({ access }) => access.kind === 'project', 'Not there, or not in this project'],
  [429, ({ domain }) => domain === 'gateway', 'The provider asks to slow down; see `retry-after`'],
  [502, ({ domain }) => domain === 'gateway', 'The provider failed'],
];

function failures(route: RouteContract, schemas: SchemaCollector): JsonObject {
  const isOpenAi = route.errors === 'openai';
  const contentType = isOpenAi ? 'application/json' : 'application/problem+json';
  const schema = schemas.describe(isOpenAi ? openAiErrorSchema : problemSchema, 'output');
  const entries = failureDescriptions
    .filter(([, applies]) => applies(route))
    .map(([status, , description]) => [status, { description, content: { [contentType]: { schema } } }]);
  return Object.fromEntries([
    ...entries,
    ['default', { description: 'Any other error', content: { [contentType]: { schema } } }],
  ]);
}
