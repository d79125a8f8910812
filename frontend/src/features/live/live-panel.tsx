import { Maximize2 } from 'lucide-react';
import { memo } from 'react';
import { LinkButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Detail, Details } from '../../ui/details.tsx';
import { Part } from '../../ui/part.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { KeyName } from '../keys/key-name.tsx';
import { TraceContent } from '../traces/trace-content.tsx';
import { useTrace } from '../traces/use-trace.ts';
import type { SlowRule } from './filter-calls.ts';
import styles from './live.module.css';
import type { LiveCall } from './live-call.ts';
import { ElapsedCell, StateCell } from './live-cells.tsx';
import { LiveNowContext, SlowRuleContext } from './live-contexts.ts';

export interface LivePanelProps {
  traceId: string;
  now: number;
  slow: SlowRule;
  /** The calls of the trace, as far as they were heard of. */
  calls: readonly LiveCall[];
  onClose: () => void;
}

/** A call while it runs, and its trace as soon as that is stored. */
export function LivePanel({ traceId, now, slow, calls, onClose }: LivePanelProps) {
  const [first] = calls;
  const actions = (
    <>
      <CopyButton text={traceId} label="Copy trace id" />
      <LinkButton to="/traces/$traceId" params={{ traceId }} size="small" icon={<Maximize2 aria-hidden="true" />}>
        Open trace
      </LinkButton>
    </>
  );
  return (
    <SidePanel title={first?.model ?? first?.requestedModel ?? 'Trace'} actions={actions} name="live" onClose={onClose}>
      <LiveNowContext value={now}>
        <SlowRuleContext value={slow}>
          {calls.map((call) => (call.source === 'gateway' ? <CallPart key={call.id} call={call} /> : null))}
        </SlowRuleContext>
      </LiveNowContext>
      <TracePart traceId={traceId} isRunning={calls.some(({ end, isUnsure }) => end === null && !isUnsure)} />
    </SidePanel>
  );
}

function CallPart({ call }: { call: LiveCall }) {
  return (
    <Part title="Call">
      <Details>
        <Detail label="State">
          <StateCell call={call} />
        </Detail>
        <Detail label="Time">
          <ElapsedCell call={call} />
        </Detail>
        <Detail label="Asked for">{call.requestedModel}</Detail>
        {call.provider === null ? null : <Detail label="Provider">{call.provider}</Detail>}
        {call.userId === null ? null : <Detail label="User">{call.userId}</Detail>}
        {call.sessionId === null ? null : <Detail label="Session">{call.sessionId}</Detail>}
        {call.keyId === null ? null : (
          <Detail label="Key">
            <KeyName keyId={call.keyId} />
          </Detail>
        )}
        {call.end?.errorType ? <Detail label="Error">{call.end.errorType}</Detail> : null}
        {call.end?.finishReason ? <Detail label="Finish reason">{call.end.finishReason}</Detail> : null}
        {call.tags.length === 0 ? null : <Detail label="Tags">{call.tags.join(', ')}</Detail>}
      </Details>
      {call.inputPreview === null ? null : <p className={styles['words']}>{call.inputPreview}</p>}
    </Part>
  );
}

interface TracePartProps {
  traceId: string;
  isRunning: boolean;
}

/** It does not render with the list, ten times a second. */
const TracePart = memo(function TracePart({ traceId, isRunning }: TracePartProps) {
  const trace = useTrace(traceId);
  if (isRunning && !trace.data) return <EmptyState title="Its trace is stored when the call has ended." />;
  return <TraceContent query={trace} layout="panel" />;
});
