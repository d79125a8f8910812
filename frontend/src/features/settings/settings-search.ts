import { compact, oneOf, textOf } from '../../lib/read-search.ts';

export const settingsTabs = ['project', 'members', 'audit'] as const;
export type SettingsTab = (typeof settingsTabs)[number];

export function parseSettingsSearch(search: Record<string, unknown>) {
  return compact({ tab: oneOf(search['tab'], settingsTabs), entry: textOf(search['entry']) });
}
