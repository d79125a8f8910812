import { exampleOf } from './example-of.ts';
import type { OpenApiDocument, Operation } from './open-api.ts';

/** The operation as a command line, with an example where a value is needed. */
export function toCurl(document: OpenApiDocument, { method, path, operation }: Operation, apiUrl: string): string {
  const parameters = operation.parameters ?? [];
  const value = (name: string) => {
    const schema = parameters.find((each) => each.name === name)?.schema;
    return schema ? exampleOf(document, schema) : `{${name}}`;
  };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(value(name))));
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name }) => `${name}=${encodeURIComponent(String(value(name)))}`)
    .join('&');
  const url = `${apiUrl}${filled}${query === '' ? '' : `?${query}`}`;
  const body = operation.requestBody?.content?.['application/json']?.schema;
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${url}'`,
    ...(isPublic(document, operation.security) ? [] : [`-H 'Authorization: Bearer YOUR_API_KEY'`]),
    ...(body ? [`-H 'Content-Type: application/json'`, `-d ${quote(exampleOf(document, body))}`] : []),
  ].join(' \\\n  ');
}

export function isPublic(document: OpenApiDocument, security: OpenApiDocument['security']): boolean {
  return (security ?? document.security ?? [{}]).every((scheme) => Object.keys(scheme).length === 0);
}

/** Single quotes end a shell string, so each becomes `'\''`. */
function quote(body: unknown): string {
  return `'${JSON.stringify(body, null, 2).replaceAll('\n', '\n  ').replaceAll("'", "'\\''")}'`;
}
