import { createStore } from '../../lib/create-store.ts';

/** What is open over the screen. One at a time. */
export const overlayStore = createStore<'none' | 'palette' | 'shortcuts'>('none');

export const openPalette = () => overlayStore.set('palette');
export const openShortcutMap = () => overlayStore.set('shortcuts');
export const closeOverlay = () => overlayStore.set('none');
