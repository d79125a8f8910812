import type * as z from 'zod';
import type { Role, Scope } from './access.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The folder under `functions/` that serves a route. */
export type Domain =
  | 'gateway'
  | 'models'
  | 'identity'
  | 'tracing'
  | 'realtime'
  | 'routing'
  | 'governance'
  | 'operations';

/**
 * Who may call a route.
 * - `public`: anybody.
 * - `account`: any signed-in person or any valid key; no project is involved.
 * - `project`: a principal that has `role` (a person) or `scope` (a key) in the project that the request names.
 *   `projectFrom: 'path'` takes the project from the path parameter `projectId`; otherwise a key implies its own
 *   project and a person names one in the header `x-signalbox-project`.
 */
export type Access =
  | { kind: 'public' }
  | { kind: 'account' }
  | { kind: 'project'; role: Role; scope: Scope; projectFrom?: 'path' };

/** How errors look at this edge: RFC 9457 problems, OpenAI's error object or Anthropic's. */
export type ErrorFormat = 'problem' | 'openai' | 'anthropic';

export interface ResponseContract {
  status: number;
  description: string;
  /** Absent for an empty body. */
  schema?: z.ZodType;
  contentType?: string;
}

export interface RouteContract {
  /** OpenAPI operation id; unique. */
  id: string;
  domain: Domain;
  method: HttpMethod;
  /** In OpenAPI's form: `/api/v2/traces/{traceId}`. */
  path: string;
  summary: string;
  description?: string;
  access: Access;
  errors: ErrorFormat;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** What the reference shows instead of `body`, where parts of it are checked by the handler. */
  documentedBody?: z.ZodType;
  /** A body for the reference to show; a test checks it against the schema. */
  exampleBody?: unknown;
  /** Request content types other than JSON that the route also takes. */
  requestContentTypes?: readonly string[];
  /** Takes a body in gzip, which the handler unpacks. */
  takesGzip?: boolean;
  response: ResponseContract;
  /** Another content type that a successful answer may have, for example a stream. */
  alternativeResponse?: { contentType: string; description: string };
  /** Largest accepted body in bytes; 1 MiB unless told. */
  maxBodyBytes?: number;
}

/** Keeps the literal types of a contract, so that the typed client and the handlers can infer from it. */
export function defineRoute<const C extends RouteContract>(contract: C): C {
  return contract;
}

export type Params<C extends RouteContract> = C['params'] extends z.ZodType ? z.output<C['params']> : undefined;
export type Query<C extends RouteContract> = C['query'] extends z.ZodType ? z.output<C['query']> : undefined;
export type Body<C extends RouteContract> = C['body'] extends z.ZodType ? z.output<C['body']> : undefined;
export type Result<C extends RouteContract> = C['response']['schema'] extends z.ZodType
  ? z.output<C['response']['schema']>
  : undefined;
export type ParamsInput<C extends RouteContract> = C['params'] extends z.ZodType ? z.input<C['params']> : undefined;
export type QueryInput<C extends RouteContract> = C['query'] extends z.ZodType ? z.input<C['query']> : undefined;
export type BodyInput<C extends RouteContract> = C['body'] extends z.ZodType ? z.input<C['body']> : undefined;
