interface Command {
  constructor: { name: string };
}

/** A client that asks before each command; what `decide` returns is thrown instead of sending, or after it. */
export function failingClient<Client extends object>(
  client: Client,
  decide: (command: Command) => { before?: Error; after?: Error } | undefined,
): Client {
  return new Proxy(client, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (property !== 'send' || typeof value !== 'function') return value;
      return async (command: Command) => {
        const { before, after } = decide(command) ?? {};
        if (before !== undefined) throw before;
        const result: unknown = await Reflect.apply(value, target, [command]);
        if (after !== undefined) throw after;
        return result;
      };
    },
  });
}
