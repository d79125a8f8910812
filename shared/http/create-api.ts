import { Hono } from 'hono';
import { idSchema, projectHeader } from '../contract/common.ts';
import type { Access, Body, ErrorFormat, Params, Query, Result, RouteContract } from '../contract/route.ts';
import type { Logger } from '../observability/logger.ts';
import { noObserver, type RequestObserver } from '../observability/request-observer.ts';
import type { AppError } from './app-error.ts';
import { authorizationOf } from './authorization-of.ts';
import { authorize, type ProjectGrant } from './authorize.ts';
import { withCommonHeaders } from './common-headers.ts';
import { preflightResponse } from './cors.ts';
import { errorResponse, toAppError } from './error-response.ts';
import { MethodNotAllowedError, RouteNotFoundError, UnauthorizedError, ValidationError } from './errors.ts';
import { methodsAt, type ServedRoute } from './methods-at.ts';
import { parseInput } from './parse-input.ts';
import type { Authenticator, Memberships, Principal } from './principal.ts';
import { readBody } from './read-body.ts';
import { requestIdOf } from './request-id.ts';

export interface ApiPorts {
  authenticator: Authenticator;
  memberships: Memberships;
  logger: Logger;
  /** Measures each request where that is wanted. */
  observer?: RequestObserver;
}

/** What a handler gets: everything parsed, authenticated and authorised. */
export interface Call<C extends RouteContract> {
  params: Params<C>;
  query: Query<C>;
  body: Body<C>;
  /** The body's bytes as they came. */
  rawBody: Uint8Array<ArrayBuffer>;
  /** Null on public routes. */
  principal: C['access'] extends { kind: 'public' } ? null : Principal;
  /** The project, on project routes. */
  projectId: C['access'] extends { kind: 'project' } ? string : null;
  role: ProjectGrant['role'];
  request: Request;
  requestId: string;
}

/** Returns the result of the contract, which becomes JSON with its status, or a `Response` of its own. */
export type Handler<C extends RouteContract> = (call: Call<C>) => Promise<Result<C> | Response>;

export interface Api {
  app: Hono;
  /** Serves a contract: authenticate → authorise → parse → call → respond. */
  serve<C extends RouteContract>(contract: C, handler: Handler<C>): void;
}

/**
 * An HTTP API whose every route comes from a contract. Credentials are checked before input, so that a stranger learns
 * nothing about what is valid.
 */
export function createApi(ports: ApiPorts): Api {
  const app = new Hono();
  const { observer = noObserver } = ports;
  const served: ServedRoute[] = [];
  app.options('*', (context) => preflightResponse(context.req.raw));
  app.notFound(({ req }) => outsideRoutes(req.raw, notServed(served, req.raw)));
  app.onError((thrown, { req }) => {
    logFailure(ports.logger, null, thrown, requestIdOf(req.raw));
    return outsideRoutes(req.raw, thrown);
  });
  return {
    app,
    serve(contract, handler) {
      served.push(contract);
      app.on(contract.method, toHonoPath(contract.path), async (context) => {
        const request = context.req.raw;
        const requestId = requestIdOf(request);
        const params = context.req.param();
        const response = await observer.observe({ route: contract.id, requestId }, () =>
          respond(ports, contract, handler, request, params, requestId),
        );
        return withCommonHeaders(response, requestId);
      });
    },
  };
}

function notServed(served: readonly ServedRoute[], { method, url }: Request): AppError {
  const { pathname } = new URL(url);
  const allowed = methodsAt(served, pathname);
  return allowed.length > 0 ? new MethodNotAllowedError(method, allowed) : new RouteNotFoundError(pathname);
}

/** An error that no contract says the format of. */
function outsideRoutes(request: Request, thrown: unknown): Response {
  const requestId = requestIdOf(request);
  return withCommonHeaders(errorResponse(thrown, formatAt(new URL(request.url).pathname), requestId), requestId);
}

function formatAt(path: string): ErrorFormat {
  if (/^\/v1\/messages(\/|$)/.test(path)) return 'anthropic';
  return path.startsWith('/v1/') ? 'openai' : 'problem';
}

async function respond<C extends RouteContract>(
  ports: ApiPorts,
  contract: C,
  handler: Handler<C>,
  request: Request,
  pathParams: Record<string, string>,
  requestId: string,
): Promise<Response> {
  try {
    const { principal, grant } = await admit(ports, contract, request, pathParams);
    const body = await readBody(contract, request);
    const call = {
      params: contract.params ? parseInput('params', contract.params, pathParams) : undefined,
      query: contract.query ? parseInput('query', contract.query, queryOf(request)) : undefined,
      body: body.parsed,
      rawBody: body.raw,
      principal,
      projectId: grant?.projectId ?? null,
      role: grant?.role ?? null,
      request,
      requestId,
      // The contract's types are checked by the schemas above, which the compiler cannot follow through a generic.
    } as unknown as Call<C>;
    const result = await handler(call);
    return result instanceof Response ? result : resultResponse(contract, result);
  } catch (thrown) {
    logFailure(ports.logger, contract, thrown, requestId);
    return errorResponse(thrown, contract.errors, requestId);
  }
}

async function admit(ports: ApiPorts, contract: RouteContract, request: Request, pathParams: Record<string, string>) {
  const { access } = contract;
  if (access.kind === 'public') return { principal: null, grant: null };
  const authorization = authorizationOf(request.headers);
  if (authorization === undefined) throw new UnauthorizedError();
  const principal = await ports.authenticator.authenticate(authorization);
  if (access.kind === 'account') return { principal, grant: null };
  const requestedProjectId = requestedProject(access, request, pathParams);
  const grant = await authorize({ access, principal, requestedProjectId, memberships: ports.memberships });
  return { principal: grant.principal, grant };
}

/** Checked before it becomes a part of a key: a project that cannot exist is wrong input. */
function requestedProject(
  access: Extract<Access, { kind: 'project' }>,
  request: Request,
  pathParams: Record<string, string>,
): string | undefined {
  const isInPath = access.projectFrom === 'path';
  const given = isInPath ? pathParams['projectId'] : (request.headers.get(projectHeader) ?? undefined);
  const field = isInPath ? 'params.projectId' : `header.${projectHeader}`;
  if (given === undefined || idSchema.safeParse(given).success) return given;
  throw new ValidationError([{ field, message: 'a project id is a UUID' }]);
}

function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

function resultResponse(contract: RouteContract, result: unknown): Response {
  const { status, schema } = contract.response;
  if (!schema) return new Response(null, { status });
  return Response.json(result, { status });
}

function logFailure(logger: Logger, contract: RouteContract | null, thrown: unknown, requestId: string): void {
  const error = toAppError(thrown);
  if (error.status < 500) return;
  logger.error('request.failed', { requestId, route: contract?.id, code: error.code, error: error.cause ?? error });
}

const namesWithSlashes: readonly string[] = ['model', 'modelId'];

/** `/v1/models/{model}` → `/v1/models/:model{.+}`: a model id may hold slashes, encoded or not. */
export function toHonoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    namesWithSlashes.includes(name) ? `:${name}{.+}` : `:${name}`,
  );
}
