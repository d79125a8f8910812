import { createContext } from 'react';
import type { SlowRule } from './filter-calls.ts';

/** What counts as slow, for the cells of the list: it changes with every call that ends, and the columns do not. */
export const SlowRuleContext = createContext<SlowRule>({ fixedMs: undefined, durations: new Map() });
