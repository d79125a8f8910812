import { buildDemo } from '../../support/demo/build-demo.ts';
import type { DemoTrace } from '../../support/demo/demo-span.ts';
import { sendDemo } from '../../support/demo/send-demo.ts';
import type { LocalStage } from '../../support/local-stage.ts';
import { storedTrace } from './call-model.ts';

/** Where in the traffic of an invented team there is something to look at. */
export interface DemoPlaces {
  /** Sub-agents side by side, in some fifty spans. */
  agentTraceId: string;
  /** A model call of it. */
  callSpanId: string;
  /** A conversation of several turns, and the last of them. */
  sessionId: string;
  turnTraceId: string;
  /** Another turn of the same agent, to compare with. */
  otherTraceId: string;
}

/** Two days of simulated traffic: enough for every screen to have more than one row, little enough to wait for. */
export async function sendDemoTraffic(stage: LocalStage): Promise<DemoPlaces> {
  const traces = buildDemo({ traces: 24, seed: 'screens', days: 2, until: Math.floor(Date.now() / 60_000) * 60_000 });
  await sendDemo(stage, traces);
  const places = placesOf(traces);
  const { agentTraceId, turnTraceId, otherTraceId } = places;
  await Promise.all([agentTraceId, turnTraceId, otherTraceId].map((traceId) => storedTrace(stage, traceId)));
  return places;
}

function placesOf(traces: readonly DemoTrace[]): DemoPlaces {
  const of = (service: string) => traces.filter(({ context }) => context.service === service);
  const turns = of('support-agent');
  const sessions = Map.groupBy(turns, ({ context }) => context.sessionId);
  const session = [...sessions].find(([id, ownTurns]) => id !== null && ownTurns.length > 1)?.[1] ?? [];
  const agent = of('research-agent').toSorted((a, b) => b.spans.length - a.spans.length)[0];
  const call = agent?.spans.find(({ type }) => type === 'llm');
  const turn = session.at(-1);
  const other = turns.find(({ context }) => context.sessionId !== turn?.context.sessionId);
  if (
    agent === undefined ||
    call === undefined ||
    turn === undefined ||
    other === undefined ||
    turn.context.sessionId === null
  )
    throw new Error('The traffic has no conversation: take another seed.');
  return {
    agentTraceId: agent.context.traceId,
    callSpanId: call.spanId,
    sessionId: turn.context.sessionId,
    turnTraceId: turn.context.traceId,
    otherTraceId: other.context.traceId,
  };
}
