import { destinations } from './navigation.ts';

export interface ShortcutGroup {
  label: string;
  shortcuts: readonly { keys: string; does: string }[];
}

/** What `?` shows. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    label: 'Everywhere',
    shortcuts: [
      { keys: 'mod k', does: 'Find a page, a model, a project, an action or traces' },
      { keys: '/', does: 'Go to the filter of the page' },
      { keys: 'esc', does: 'Close the panel, or go back' },
      { keys: '[', does: 'Collapse or expand the rail' },
      { keys: '?', does: 'Show this map' },
    ],
  },
  {
    label: 'In lists',
    shortcuts: [
      { keys: 'j', does: 'Next row' },
      { keys: 'k', does: 'Row before' },
      { keys: 'enter', does: 'Open the row' },
      { keys: 'x', does: 'Choose the row (traces); with shift, all up to it' },
    ],
  },
  {
    label: 'In a trace',
    shortcuts: [
      { keys: '/', does: 'Search in the trace' },
      { keys: 'n', does: 'Next hit' },
      { keys: 'shift n', does: 'Hit before' },
      { keys: 'c', does: 'Mark the critical path' },
      { keys: 'e', does: 'Only spans that failed' },
      { keys: '+', does: 'Zoom to the selected span, then closer' },
      { keys: '-', does: 'Zoom out' },
      { keys: '0', does: 'Show the whole time' },
    ],
  },
  {
    label: 'Go to',
    shortcuts: [
      ...destinations.map(({ key, label }) => ({ keys: `g ${key}`, does: label })),
      { keys: 'g a', does: 'API reference' },
    ],
  },
];
