import { CircleCheck, CircleDashed, CircleHelp, CircleX, type LucideIcon, Radio, Unplug } from 'lucide-react';
import styles from './live.module.css';
import type { CallState } from './live-call.ts';

const looks: Record<CallState, { word: string; tone: string; glyph: LucideIcon; tip?: string }> = {
  started: { word: 'Started', tone: 'info', glyph: CircleDashed, tip: 'Waits for the first token, or for the answer' },
  streaming: { word: 'Streaming', tone: 'info', glyph: Radio, tip: 'The first token has come' },
  ended: { word: 'Ended', tone: 'go', glyph: CircleCheck },
  failed: { word: 'Failed', tone: 'stop', glyph: CircleX },
  unsure: {
    word: 'Unsure',
    tone: 'neutral',
    glyph: CircleHelp,
    tip: 'It may have ended: not everything could be heard',
  },
  lost: { word: 'Lost', tone: 'caution', glyph: Unplug, tip: 'No end was heard of within 15 minutes' },
};

export function CallStateText({ state, errorType }: { state: CallState; errorType: string | null }) {
  const { word, tone, glyph: Glyph, tip } = looks[state];
  return (
    <span className={styles['state']} data-tone={tone} data-tip={errorType ?? tip}>
      <Glyph aria-hidden="true" size={14} />
      {word}
    </span>
  );
}
