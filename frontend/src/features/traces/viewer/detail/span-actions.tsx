import { useNavigate } from '@tanstack/react-router';
import { Braces, Code, Ellipsis, Hash, Link2, Play } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Span } from '../../../../../../shared/contract/span.ts';
import { writeLocal } from '../../../../lib/local-value.ts';
import { projectStore } from '../../../../lib/project.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { copyText } from '../../../../ui/copy-button.tsx';
import { Menu, type MenuItem } from '../../../../ui/menu.tsx';
import { toast } from '../../../../ui/toast.tsx';
import { searchOf, serialiseDraft } from '../../../playground/playground-search.ts';
import { playgroundDraftName } from '../../../playground/use-draft.ts';
import styles from '../../span-detail.module.css';
import { draftOfSpan, requestOfSpan, type SpanDraft } from './request-of-span.ts';

const CodeDialog = lazy(async () => ({ default: (await import('../../../playground/code-dialog.tsx')).CodeDialog }));

/** What can be done with a span: call it again, take it away as code, as a link, as JSON. */
export function SpanActions({ span }: { span: Span }) {
  const [isCodeShown, setIsCodeShown] = useState(false);
  const openPlayground = useOpenPlayground();
  const draft = draftOfSpan(span);
  const request = requestOfSpan(span);
  const code: MenuItem = {
    id: 'code',
    label: 'Copy as code',
    icon: <Code aria-hidden="true" size={14} />,
    onSelect: () => setIsCodeShown(true),
  };
  return (
    <div className={styles['spanActions']}>
      {draft === null ? null : (
        <Button size="small" icon={<Play aria-hidden="true" />} onClick={() => openPlayground(draft)}>
          Open in playground
        </Button>
      )}
      <Menu
        label="More about this span"
        align="end"
        groups={[{ items: [...(request === null ? [] : [code]), ...copyItems(span)] }]}
        trigger={(trigger) => (
          <IconButton {...trigger} label="More about this span" size="small">
            <Ellipsis aria-hidden="true" size={16} />
          </IconButton>
        )}
      />
      {isCodeShown && request !== null ? (
        <Suspense fallback={null}>
          <CodeDialog request={request} onClose={() => setIsCodeShown(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** The draft goes into the address or, where it is too long for one, is what the playground finds in this browser. */
function useOpenPlayground() {
  const navigate = useNavigate();
  return ({ draft, missing }: SpanDraft) => {
    writeLocal(playgroundDraftName, serialiseDraft(draft));
    if (missing.length > 0) toast(`The playground has no place for ${missing.join(' and ')}.`, { tone: 'caution' });
    void navigate({ to: '/playground', search: searchOf(draft) });
  };
}

function copyItems(span: Span): MenuItem[] {
  const items = [
    { id: 'link', label: 'Copy link to this span', Icon: Link2, text: () => permalinkTo(span) },
    { id: 'id', label: 'Copy span id', Icon: Hash, text: () => span.spanId },
    { id: 'json', label: 'Copy as JSON', Icon: Braces, text: () => JSON.stringify(span, null, 2) },
  ];
  return items.map(({ id, label, Icon, text }) => ({
    id,
    label,
    icon: <Icon aria-hidden="true" size={14} />,
    onSelect: () => void copy(text()),
  }));
}

/** Without the filters of the list that it was found in. */
function permalinkTo({ traceId, spanId }: Span): string {
  const search = new URLSearchParams({ project: projectStore.get() ?? '', span: spanId, full: 'true' });
  return `${window.location.origin}/traces/${traceId}?${search}`;
}

async function copy(text: string): Promise<void> {
  if (await copyText(text)) toast('Copied.');
  else toast('The browser refused to copy; the Raw tab has it to select.', { tone: 'caution' });
}
