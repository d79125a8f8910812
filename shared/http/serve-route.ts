import { idSchema, projectHeader } from '../contract/common.ts';
import type { Access, Body, Params, Query, Result, RouteContract } from '../contract/route.ts';
import type { Logger } from '../observability/logger.ts';
import { noObserver, type RequestObserver } from '../observability/request-observer.ts';
import { Answer } from './answer.ts';
import { authorizationOf } from './authorization-of.ts';
import { authorize, type ProjectGrant } from './authorize.ts';
import { commonHeaders, withCommonHeaders } from './common-headers.ts';
import { errorAnswer, toAppError } from './error-answer.ts';
import { UnauthorizedError, ValidationError } from './errors.ts';
import type { HttpRequest } from './http-request.ts';
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
  request: HttpRequest;
  requestId: string;
}

/** Returns the result of the contract, which becomes JSON with its status, or an answer of its own. */
export type Handler<C extends RouteContract> = (call: Call<C>) => Promise<Result<C> | Response | Answer>;

/** Answers requests of one route, whose parameters in the path are found already. */
export type ServeRequest = (request: HttpRequest, params: Record<string, string>) => Promise<Answer | Response>;

/**
 * Serves a contract: authenticate → authorise → parse → call → respond. Credentials are checked before input, so that a
 * stranger learns nothing about what is valid.
 */
export function serveRoute<C extends RouteContract>(ports: ApiPorts, contract: C, handler: Handler<C>): ServeRequest {
  const { observer = noObserver } = ports;
  return async (request, params) => {
    const requestId = requestIdOf(request);
    return await observer.observe({ route: contract.id, requestId }, () =>
      respond(ports, contract, handler, request, params, requestId),
    );
  };
}

async function respond<C extends RouteContract>(
  ports: ApiPorts,
  contract: C,
  handler: Handler<C>,
  request: HttpRequest,
  pathParams: Record<string, string>,
  requestId: string,
): Promise<Answer | Response> {
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
    return toAnswer(contract, result, requestId);
  } catch (thrown) {
    logFailure(ports.logger, contract, thrown, requestId);
    return withCommonHeaders(errorAnswer(thrown, contract.errors, requestId), requestId);
  }
}

async function admit(
  ports: ApiPorts,
  contract: RouteContract,
  request: HttpRequest,
  pathParams: Record<string, string>,
) {
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
  request: HttpRequest,
  pathParams: Record<string, string>,
): string | undefined {
  const isInPath = access.projectFrom === 'path';
  const given = isInPath ? pathParams['projectId'] : (request.headers.get(projectHeader) ?? undefined);
  const field = isInPath ? 'params.projectId' : `header.${projectHeader}`;
  if (given === undefined || idSchema.safeParse(given).success) return given;
  throw new ValidationError([{ field, message: 'a project id is a UUID' }]);
}

function queryOf(request: HttpRequest): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

function toAnswer(
  { response: { status, schema } }: RouteContract,
  result: unknown,
  requestId: string,
): Answer | Response {
  // An answer is looked for first: to ask whether something is a `Response` loads what it is made of.
  if (result instanceof Answer || result instanceof Response) return withCommonHeaders(result, requestId);
  const headers = commonHeaders(requestId);
  if (!schema) return new Answer(null, headers, status);
  return new Answer(JSON.stringify(result), { 'content-type': 'application/json', ...headers }, status);
}

export function logFailure(logger: Logger, contract: RouteContract | null, thrown: unknown, requestId: string): void {
  const error = toAppError(thrown);
  if (error.status < 500) return;
  logger.error('request.failed', { requestId, route: contract?.id, code: error.code, error: error.cause ?? error });
}
