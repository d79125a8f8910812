import { setTimeout } from 'node:timers/promises';

/** Waits until an address answers with a good status, for programs that do not say when they are ready. */
export async function waitForAnswer(url: string, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await setTimeout(200);
  }
  throw new Error(`${url} did not answer in time.`);
}
