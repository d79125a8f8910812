/** Resolves with null after so many milliseconds, or as soon as the signal aborts or `other` settles; leaves no timer. */
export async function pause(ms: number, signal: AbortSignal, other?: Promise<unknown>): Promise<null> {
  if (signal.aborted) return null;
  return await new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve(null);
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    other?.then(done, done);
  });
}
