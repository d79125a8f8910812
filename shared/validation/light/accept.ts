/** What an acceptor answers where it does not take a value: then zod has the word. */
export const refused: unique symbol = Symbol('refused');

/** The parsed value, or `refused`. */
export type Accept = (value: unknown) => unknown;

/** The parsed value if all of it is taken, in the order of the steps. */
export function inTurn(first: Accept, second: Accept): Accept {
  return (value) => {
    const accepted = first(value);
    return accepted === refused ? refused : second(accepted);
  };
}

/** Takes what fulfils the condition as it is. */
export function when(isTaken: (value: never) => unknown): Accept {
  return (value) => (isTaken(value as never) ? value : refused);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
