/** Whether a page's code or styles could not be loaded: browsers name the module, Vite the stylesheet. */
export function isMissingChunk(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.message.startsWith('Unable to preload')) return true;
  return error instanceof TypeError && /import|module/i.test(error.message);
}

/** What to say of an error of a page. */
export function explainPageError(error: unknown, isOffline: boolean): unknown {
  if (!isMissingChunk(error)) return error;
  return new Error(
    isOffline
      ? 'You are offline. This page is loaded when the network is back.'
      : 'Part of the console could not be loaded. It may have been updated.',
  );
}
