import { createStore, useStore } from '../../lib/create-store.ts';
import { readLocal, writeLocal } from '../../lib/local-value.ts';
import { Segmented } from '../../ui/segmented.tsx';

/** How what was said is shown: as Markdown, as text, or as it was recorded. */
export const messageViews = ['rendered', 'plain', 'json'] as const;
export type MessageView = (typeof messageViews)[number];

const localName = 'messages.view';
const store = createStore<MessageView>(messageViews.find((view) => view === readLocal(localName)) ?? 'rendered');

/** What the reader chose last, in this browser, for all messages. */
export function useMessageView(): MessageView {
  return useStore(store);
}

const labels = { rendered: 'Rendered', plain: 'Plain', json: 'JSON' };

/** `isMixed`: what is shown comes out of several records, so that there is no JSON of it. */
export function MessageViewPicker({ isMixed = false }: { isMixed?: boolean }) {
  const chosen = useStore(store);
  const view = isMixed && chosen === 'json' ? 'plain' : chosen;
  const pick = (next: MessageView) => {
    store.set(next);
    writeLocal(localName, next);
  };
  return (
    <Segmented
      label="View of the messages"
      options={messageViews.filter((id) => !isMixed || id !== 'json').map((id) => ({ id, label: labels[id] }))}
      value={view}
      onChange={pick}
    />
  );
}
