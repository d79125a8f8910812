/** `localStorage` that shrugs: private windows may refuse it, and then a preference lasts as long as the page. */
export function readLocal(name: string): string | null {
  try {
    return globalThis.localStorage?.getItem(`signalbox.${name}`) ?? null;
  } catch {
    return null;
  }
}

export function writeLocal(name: string, value: string | null): void {
  try {
    if (value === null) globalThis.localStorage?.removeItem(`signalbox.${name}`);
    else globalThis.localStorage?.setItem(`signalbox.${name}`, value);
  } catch {
    // Kept in memory only.
  }
}
