import { lazyRouteComponent } from '@tanstack/react-router';
import { isOffline } from '../lib/use-is-offline.ts';
import { isMissingChunk } from './missing-chunk.ts';

/** A page whose code is loaded when it is first shown. */
export const lazyPage: typeof lazyRouteComponent = (load, exportName) =>
  lazyRouteComponent(() => orOffline(load), exportName);

/** Of a failure that the router knows it reloads the console, which offline leaves nothing on the screen: it gets another name. */
export async function orOffline<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (isOffline() && isMissingChunk(cause)) throw new Error('Unable to preload a page without a network', { cause });
    throw cause;
  }
}
