import { type ClientMessage, serverMessageSchema } from '../../../shared/contract/realtime.ts';
import { backoffDelay } from './backoff.ts';
import { createStore, type Store } from './create-store.ts';
import { RealtimeTopics, type TopicListener } from './realtime-topics.ts';

/** `waiting`: the connection was lost and is tried again. */
export type ConnectionState = 'idle' | 'connecting' | 'live' | 'waiting';

/** The part of `WebSocket` that is used. */
export interface RealtimeSocket {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
}

export interface RealtimePorts {
  /** Gets a single-use ticket and returns the URL to connect to. */
  openTicket(): Promise<string>;
  openSocket(url: string): RealtimeSocket;
  /** Runs `task` later and returns what cancels it. */
  schedule(task: () => void, delayMs: number): () => void;
  random(): number;
}

export interface RealtimeClient {
  state: Store<ConnectionState>;
  /** Connects, and stays connected until `stop`. */
  start(): void;
  stop(): void;
  /** Listens to a topic until the returned function is called. Connects if need be. */
  subscribe(topic: string, listener: TopicListener): () => void;
  /** The network may have changed or the machine slept: reconnect now, or see whether the connection still answers. */
  check(): void;
}

/** API Gateway closes a connection that is silent for ten minutes. */
const pingIntervalMs = 4 * 60_000;
/** A connection that does not open, or answer, in this time is taken for dead. */
const patienceMs = 10_000;

export function createRealtimeClient(ports: RealtimePorts): RealtimeClient {
  const state = createStore<ConnectionState>('idle');
  const topics = new RealtimeTopics();
  let socket: RealtimeSocket | null = null;
  let attempt = 0;
  /** Counts connections, so that what an earlier one still reports is ignored. */
  let generation = 0;
  let cancelTimer: () => void = () => undefined;

  function later(task: () => void, delayMs: number): void {
    cancelTimer();
    cancelTimer = ports.schedule(task, delayMs);
  }

  function send(message: ClientMessage): void {
    if (state.get() === 'live') socket?.send(JSON.stringify(message));
  }

  function subscribeTo(topic: string): void {
    const lastEventId = topics.resume(topic);
    send({ action: 'subscribe', topic, ...(lastEventId === null ? {} : { lastEventId }) });
  }

  function ping(): void {
    send({ action: 'ping' });
    later(lose, patienceMs);
  }

  /** Drops the connection without waiting for its close event, which a dead network never brings. */
  function disconnect(next: ConnectionState): void {
    generation += 1;
    cancelTimer();
    const old = socket;
    socket = null;
    state.set(next);
    old?.close();
  }

  function lose(): void {
    disconnect('waiting');
    later(() => void connect(), backoffDelay(attempt, ports.random));
    attempt += 1;
  }

  async function connect(): Promise<void> {
    disconnect('connecting');
    const mine = generation;
    const unlessStale = (task: () => void) => () => {
      if (mine === generation) task();
    };
    later(lose, patienceMs);
    try {
      const url = await ports.openTicket();
      if (mine === generation) listen(ports.openSocket(url), unlessStale);
    } catch {
      unlessStale(lose)();
    }
  }

  function listen(opened: RealtimeSocket, unlessStale: (task: () => void) => () => void): void {
    socket = opened;
    opened.onopen = unlessStale(() => {
      state.set('live');
      later(ping, pingIntervalMs);
      for (const topic of topics.names()) subscribeTo(topic);
    });
    opened.onclose = unlessStale(lose);
    opened.onmessage = ({ data }) => unlessStale(() => receive(data))();
  }

  function receive(data: unknown): void {
    // Whatever arrives shows that the connection lives; only then is the next backoff short again.
    attempt = 0;
    later(ping, pingIntervalMs);
    const message = serverMessageSchema.safeParse(parseJson(data));
    if (message.success) topics.deliver(message.data);
  }

  function start(): void {
    if (state.get() === 'idle') void connect();
  }

  return {
    state,
    start,
    stop() {
      attempt = 0;
      disconnect('idle');
    },
    subscribe(topic, listener) {
      if (topics.add(topic, listener)) subscribeTo(topic);
      start();
      return () => {
        if (topics.remove(topic, listener)) send({ action: 'unsubscribe', topic });
      };
    },
    check() {
      if (state.get() === 'waiting') void connect();
      else if (state.get() === 'live') ping();
    },
  };
}

/** Messages of a kind that this version does not know are skipped, as is what is not JSON. */
function parseJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}
