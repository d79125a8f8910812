/** How long a provider may take, in milliseconds. */
export interface ProviderTimeouts {
  /** Until the connection stands, TLS included. */
  connectMs: number;
  /** From sending the request to the first byte of the body; a model may think for minutes before it. */
  firstByteMs: number;
  /** Of waiting between two chunks of the body. */
  idleMs: number;
  /** For everything: below the 15 minutes after which API Gateway cuts a stream. */
  totalMs: number;
}

export const defaultTimeouts: ProviderTimeouts = {
  connectMs: 5_000,
  firstByteMs: 290_000,
  idleMs: 120_000,
  totalMs: 870_000,
};
