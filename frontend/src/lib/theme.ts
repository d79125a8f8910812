import { createStore } from './create-store.ts';
import { readLocal, writeLocal } from './local-value.ts';

export const themes = ['system', 'dark', 'light'] as const;
export type Theme = (typeof themes)[number];

const stored = readLocal('theme');
export const themeStore = createStore<Theme>(stored === 'dark' || stored === 'light' ? stored : 'system');

export function resolveTheme(theme: Theme, systemIsDark: boolean): 'dark' | 'light' {
  if (theme === 'system') return systemIsDark ? 'dark' : 'light';
  return theme;
}

export function setTheme(theme: Theme): void {
  writeLocal('theme', theme === 'system' ? null : theme);
  themeStore.set(theme);
  applyTheme();
}

function applyTheme(): void {
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset['theme'] = resolveTheme(themeStore.get(), systemIsDark);
}

/** Follows the system while the choice is `system`. `public/theme.js` has set the first theme already. */
export function watchSystemTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme);
}
