import type { ServerResponse } from 'node:http';
import type { Domain } from '../../../shared/contract/route.ts';
import type { Answer } from '../../../shared/http/answer.ts';
import type { LightRequest } from '../../../shared/http/http-request.ts';
import type { FunctionEnvironments } from '../deploy/function-environments.ts';
import type { DomainModules } from './build-apps.ts';
import { domains } from './build-apps.ts';

interface Served {
  fetch(request: LightRequest | Request): Promise<Answer | Response>;
  flush(): Promise<void>;
  stop(): void;
}

/** The HTTP apps of one build of the source, with the requests that they still serve. */
export interface Generation {
  serve(domain: Domain, request: LightRequest | Request, outgoing: ServerResponse): Promise<Answer | Response>;
  /** Ends the answers that are under way, each with an error that says why. */
  endAnswers(): void;
  /** Waits until all its requests are answered, but not longer than told, and writes what its ports hold back. */
  retire(deadlineMs: number): Promise<void>;
}

export function createGeneration(modules: DomainModules, environments: FunctionEnvironments): Generation {
  const apps = Object.fromEntries(
    domains.map((domain) => [domain, serveDomain(modules[domain], environments[domain])]),
  ) as Record<Domain, Served>;
  let inFlight = 0;
  let onIdle: (() => void) | null = null;
  const leave = () => {
    inFlight -= 1;
    if (inFlight === 0) onIdle?.();
  };
  const idle = () =>
    new Promise<void>((done) => {
      if (inFlight === 0) done();
      else onIdle = done;
    });
  return {
    serve(domain, request, outgoing) {
      inFlight += 1;
      // `close` comes once, after the last byte or when the client is gone.
      outgoing.once('close', leave);
      return apps[domain].fetch(request);
    },
    endAnswers() {
      for (const { stop } of Object.values(apps)) stop();
    },
    async retire(deadlineMs) {
      await within(idle(), deadlineMs);
      await within(Promise.allSettled(Object.values(apps).map(({ flush }) => flush())), flushDeadlineMs);
    },
  };
}

const flushDeadlineMs = 10_000;

function serveDomain(module: DomainModules[Domain], environment: FunctionEnvironments[Domain]): Served {
  const ports = module.createPorts(environment);
  const app = module.createApp(ports);
  return {
    fetch: async (request) => await app.fetch(request),
    flush: async () => await ports.flush?.(),
    stop: () => ports.stop?.(),
  };
}

async function within(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((done) => {
    timer = setTimeout(done, milliseconds);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
