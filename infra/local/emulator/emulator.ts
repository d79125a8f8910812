/** An AWS emulator, however it came to run. */
export interface Emulator {
  /** Without a trailing slash. */
  url: string;
  /** `MiniStack 1.4.21`, for a person. */
  name: string;
  /** Resolves to a sentence if it stops without having been told to; never otherwise. */
  died: Promise<string>;
  /** Ends it if this stage started it. Its state is on disk afterwards. */
  stop(): Promise<void>;
}

const never = new Promise<string>(() => undefined);

/** One that somebody else runs: it is left alone. */
export function givenEmulator(url: string): Emulator {
  return { url, name: 'the emulator of AWS_ENDPOINT_URL', died: never, stop: async () => undefined };
}
