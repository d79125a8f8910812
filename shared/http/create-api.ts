import { Hono } from 'hono';
import type { RouteContract } from '../contract/route.ts';
import { toResponse } from './answer.ts';
import type { AppError } from './app-error.ts';
import { preflightResponse } from './cors.ts';
import { MethodNotAllowedError, RouteNotFoundError } from './errors.ts';
import { methodsAt, type ServedRoute } from './methods-at.ts';
import { failedOutsideRoutes, outsideRoutes } from './outside-routes.ts';
import { type ApiPorts, type Handler, serveRoute } from './serve-route.ts';

export type { ApiPorts, Call, Handler } from './serve-route.ts';

export interface Api {
  app: Hono;
  /** Serves a contract: authenticate → authorise → parse → call → respond. */
  serve<C extends RouteContract>(contract: C, handler: Handler<C>): void;
}

/** The last hand on an answer before it leaves. */
type Finish = (request: Request, response: Response) => Response | Promise<Response>;

/** An HTTP API whose every route comes from a contract. */
export function createApi(ports: ApiPorts, finish: Finish = asItIs): Api {
  const app = new Hono();
  const served: ServedRoute[] = [];
  app.options('*', (context) => preflightResponse(context.req.raw));
  app.notFound(({ req }) => toResponse(outsideRoutes(req.raw, notServed(served, req.raw))));
  app.onError((thrown, { req }) => toResponse(failedOutsideRoutes(ports.logger, req.raw, thrown)));
  return {
    app,
    serve(contract, handler) {
      served.push(contract);
      const serve = serveRoute(ports, contract, handler);
      app.on(contract.method, toHonoPath(contract.path), async ({ req }) =>
        finish(req.raw, toResponse(await serve(req.raw, req.param()))),
      );
    },
  };
}

const asItIs: Finish = (_, response) => response;

function notServed(served: readonly ServedRoute[], { method, url }: Request): AppError {
  const { pathname } = new URL(url);
  const allowed = methodsAt(served, pathname);
  return allowed.length > 0 ? new MethodNotAllowedError(method, allowed) : new RouteNotFoundError(pathname);
}

const namesWithSlashes: readonly string[] = ['model', 'modelId'];

/** `/v1/models/{model}` → `/v1/models/:model{.+}`: a model id may hold slashes, encoded or not. */
export function toHonoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    namesWithSlashes.includes(name) ? `:${name}{.+}` : `:${name}`,
  );
}
