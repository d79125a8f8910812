import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const queuesStateSchema = z.looseObject({
  payload: z.looseObject({
    queues: z.looseObject({ data: z.record(z.string(), z.looseObject({ url: z.url() })) }),
  }),
});

/**
 * MiniStack keeps queues by their URL, in which its port is. Started on another port it would find none of them for the functions
 * that they feed: messages would be taken and wait for ever. Writes the new port into every URL. State that is absent or of
 * another form is left alone.
 */
export function moveQueues(servicesState: string, port: number): void {
  const path = join(servicesState, 'sqs.json');
  const text = readText(path);
  const state = queuesStateSchema.safeParse(parsed(text));
  if (!state.success) return;
  const urls = Object.values(state.data.payload.queues.data).map(({ url }) => new URL(url));
  const moved = urls.filter((url) => url.port !== String(port)).map(withoutName);
  if (moved.length === 0) return;
  const writeNew = (all: string, prefix: string) => all.replaceAll(prefix, onPort(prefix, port));
  writeFileSync(path, [...new Set(moved)].reduce(writeNew, text));
}

/** `http://localhost:4566/000000000000/`, which stands before every name of a queue and nowhere else. */
function withoutName({ origin, pathname }: URL): string {
  return `${origin}${pathname.slice(0, pathname.lastIndexOf('/') + 1)}`;
}

function onPort(prefix: string, port: number): string {
  const url = new URL(prefix);
  url.port = String(port);
  return url.href;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
