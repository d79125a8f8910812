import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Maximize2, Minimize2 } from 'lucide-react';
import { Button, IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Page } from '../../ui/page.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { TraceContent } from './trace-content.tsx';
import { useTrace } from './use-trace.ts';
import { CompareButton } from './viewer/compare-button.tsx';
import { withoutViewer } from './viewer/viewer-search.ts';

/** `/traces/$traceId`, in the outlet of `TracesPage`: a panel beside the list, or with `?full` a page. */
export function TracePage() {
  const { traceId } = useParams({ from: '/shell/traces/$traceId' });
  const search = useSearch({ from: '/shell/traces' });
  const navigate = useNavigate();
  const trace = useTrace(traceId);
  const title = trace.data?.trace.name ?? 'Trace';
  const { full } = search;
  const close = () => void navigate({ to: '/traces', search: withoutViewer(search), resetScroll: false });
  const toggleFull = () =>
    void navigate({
      to: '/traces/$traceId',
      params: { traceId },
      search: full ? withoutFull(search) : { ...search, full: true },
    });
  useShortcut('escape', toggleFull, full === true);
  const common = (
    <>
      <CompareButton trace={trace.data?.trace} />
      <CopyButton text={traceId} label="Copy trace id" />
    </>
  );
  const content = <TraceContent key={traceId} query={trace} layout={full ? 'page' : 'panel'} />;
  if (full) {
    const action = (
      <>
        {common}
        <Button icon={<Minimize2 aria-hidden="true" />} onClick={toggleFull}>
          Show beside the list
        </Button>
      </>
    );
    return (
      <Page title={title} action={action}>
        {content}
      </Page>
    );
  }
  const actions = (
    <>
      {common}
      <IconButton label="Open as a page" size="small" onClick={toggleFull}>
        <Maximize2 aria-hidden="true" size={16} />
      </IconButton>
    </>
  );
  return (
    <SidePanel title={title} actions={actions} name="trace" onClose={close}>
      {content}
    </SidePanel>
  );
}

function withoutFull<T extends { full?: unknown }>({ full: _, ...rest }: T) {
  return rest;
}
