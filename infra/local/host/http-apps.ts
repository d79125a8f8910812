import type { ServerResponse } from 'node:http';
import type { Domain } from '../../../shared/contract/route.ts';
import type { Answer } from '../../../shared/http/answer.ts';
import type { LightRequest } from '../../../shared/http/http-request.ts';
import type { FunctionEnvironments } from '../deploy/function-environments.ts';
import { buildApps, removeBuilds } from './build-apps.ts';
import { createGeneration, type Generation } from './generation.ts';

/** A stream may take as long as it takes: it keeps the code with which it began. */
const replacedDeadlineMs = 16 * 60_000;
/** What Ctrl-C grants to answers that are under way. */
const stopDeadlineMs = 5_000;

/** The HTTP apps that are served now. */
export interface HttpApps {
  serve(domain: Domain, request: LightRequest | Request, outgoing: ServerResponse): Promise<Answer | Response>;
  /** Builds the source again and puts it in the place of what is served. If it does not build, nothing changes. */
  reload(): Promise<void>;
  /** Ends the answers that are under way, each with an error that says why. */
  endAnswers(): void;
  stop(): Promise<void>;
}

export async function createHttpApps(environments: FunctionEnvironments): Promise<HttpApps> {
  const make = async () => createGeneration(await buildApps(), environments);
  const retiring = new Set<Promise<void>>();
  /** Those that still answer. */
  const generations = new Set<Generation>();
  let current: Generation = await make();
  generations.add(current);
  return {
    serve: (domain, request, outgoing) => current.serve(domain, request, outgoing),
    async reload() {
      const next = await make();
      const former = current;
      current = next;
      generations.add(next);
      const retired: Promise<void> = former.retire(replacedDeadlineMs).finally(() => {
        retiring.delete(retired);
        generations.delete(former);
      });
      retiring.add(retired);
    },
    endAnswers() {
      for (const generation of generations) generation.endAnswers();
    },
    async stop() {
      await current.retire(stopDeadlineMs);
      await Promise.race([Promise.all(retiring), new Promise((done) => setTimeout(done, stopDeadlineMs).unref())]);
      await removeBuilds();
    },
  };
}
