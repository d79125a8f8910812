import { type Problem, projectHeader } from './common.ts';
import type { BodyInput, ParamsInput, QueryInput, Result, RouteContract } from './route.ts';

export interface ClientOptions {
  baseUrl: string;
  /** Called before each request: the bearer token and the project, where there are any. */
  credentials: () => Promise<{ token: string | null; projectId: string | null }>;
  fetch?: typeof fetch;
}

type Part<K extends string, T> = [T] extends [undefined] ? { [P in K]?: undefined } : { [P in K]: T };
export type CallInput<C extends RouteContract> = Part<'params', ParamsInput<C>> &
  ([QueryInput<C>] extends [undefined] ? { query?: undefined } : { query?: Partial<QueryInput<C>> }) &
  Part<'body', BodyInput<C>> & { signal?: AbortSignal };

/** What the API answered when it refused; `problem` is null if the answer was not one of ours. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? `The server answered ${status}.`);
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
  }
}

export interface ApiClient {
  call<C extends RouteContract>(contract: C, input: CallInput<C>): Promise<Result<C>>;
}

/** A client whose requests and answers are typed by the contracts that the server is made from. */
export function createClient(options: ClientOptions): ApiClient {
  const send = options.fetch ?? fetch;
  return {
    async call(contract, input) {
      const { token, projectId } = await options.credentials();
      const headers: Record<string, string> = { accept: 'application/json' };
      if (token !== null) headers['authorization'] = `Bearer ${token}`;
      if (projectId !== null) headers[projectHeader] = projectId;
      if (input.body !== undefined) headers['content-type'] = 'application/json';
      const response = await send(urlOf(options.baseUrl, contract.path, input.params, input.query), {
        method: contract.method,
        headers,
        ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
        ...(input.signal ? { signal: input.signal } : {}),
      });
      if (!response.ok) throw new ApiError(response.status, await problemOf(response));
      const result: unknown = response.status === 204 ? undefined : await response.json();
      return result as Result<typeof contract>;
    },
  };
}

function urlOf(baseUrl: string, path: string, params: unknown, query: unknown): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((query as Record<string, unknown> | undefined) ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const suffix = search.size > 0 ? `?${search}` : '';
  return `${baseUrl}${filled}${suffix}`;
}

async function problemOf(response: Response): Promise<Problem | null> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null && 'code' in body ? (body as Problem) : null;
  } catch {
    return null;
  }
}
