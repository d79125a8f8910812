import { createContext } from 'react';
import type { SlowRule } from './filter-calls.ts';

/** What the cells of the list need beside their call. They are contexts because the columns never change. */

/** This computer's time as of the last beat, for calls that run. */
export const LiveNowContext = createContext(Date.now());

/** What counts as slow: it changes with every call that ends. */
export const SlowRuleContext = createContext<SlowRule>({ fixedMs: undefined, durations: new Map() });

/** Where the trace of a row is, and what opens it. */
export const TraceLinksContext = createContext<{
  hrefOf: (traceId: string) => string;
  open: (traceId: string) => void;
}>({
  hrefOf: (traceId) => `/traces/${traceId}`,
  open: () => undefined,
});

/** Names of API keys by id: looked up once for the list, not in each of its rows. */
export const KeyNamesContext = createContext<ReadonlyMap<string, string>>(new Map());
