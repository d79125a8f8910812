type AsyncMethods<T> = { [Name in keyof T]: (...args: never[]) => Promise<unknown> };

/** A port of async methods alone, made when one of them is called for the first time. One that fails to load is tried again. */
export function lazyPort<T extends AsyncMethods<T>>(load: () => Promise<T>): T {
  let loading: Promise<T> | null = null;
  const loaded = async () => {
    loading ??= load();
    try {
      return await loading;
    } catch (error) {
      loading = null;
      throw error;
    }
  };
  const methods = new Map<string | symbol, unknown>();
  const methodOf =
    (name: string | symbol) =>
    async (...args: never[]) =>
      await (await loaded())[name as keyof T](...args);
  return new Proxy({} as T, {
    get(_, name) {
      // Whoever awaits an object asks it for this.
      if (name === 'then') return undefined;
      if (!methods.has(name)) methods.set(name, methodOf(name));
      return methods.get(name);
    },
  });
}
