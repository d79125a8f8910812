import { createContext } from 'react';
import { createStore, type Store } from '../../lib/create-store.ts';

/** The time that runs for the calls of the list. */
export const LiveClockContext = createContext<Store<number>>(createStore(Date.now()));
