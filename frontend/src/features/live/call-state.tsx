import { memo } from 'react';
import styles from './live.module.css';
import type { CallState } from './live-call.ts';

const circle = 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0';

/**
 * Glyphs of Lucide, each as one path: a busy list makes twenty a second of them, and the icons of the package are made of up
 * to nine elements with ten attributes.
 */
const glyphs = {
  dashedCircle:
    'M10.1 2.182a10 10 0 0 1 3.8 0M13.9 21.818a10 10 0 0 1-3.8 0M17.609 3.721a10 10 0 0 1 2.69 2.7M2.182 13.9a10 10 0 0 1 0-3.8M20.279 17.609a10 10 0 0 1-2.7 2.69M21.818 10.1a10 10 0 0 1 0 3.8M3.721 6.391a10 10 0 0 1 2.7-2.69M6.391 20.279a10 10 0 0 1-2.69-2.7',
  radio:
    'M16.247 7.761a6 6 0 0 1 0 8.478M19.075 4.933a10 10 0 0 1 0 14.134M4.925 19.067a10 10 0 0 1 0-14.134M7.753 16.239a6 6 0 0 1 0-8.478M10 12a2 2 0 1 0 4 0a2 2 0 1 0 -4 0',
  check: `${circle}M16 9l-5.5 5.5L8 12`,
  cross: `${circle}M15 9l-6 6M9 9l6 6`,
  question: `${circle}M9 9.5a3 2.5 0 0 1 6 0c0 2-2 2-3 3.5M12 17h.01`,
  unplug:
    'M19 5l3-3M2 22l3-3M6.3 20.3a2.4 2.4 0 0 0 3.4 0L12 18l-6-6-2.3 2.3a2.4 2.4 0 0 0 0 3.4ZM7.5 13.5L10 11M10.5 16.5L13 14M12 6l6 6 2.3-2.3a2.4 2.4 0 0 0 0-3.4l-2.6-2.6a2.4 2.4 0 0 0-3.4 0Z',
};

const looks: Record<CallState, { word: string; tone: string; glyph: string; tip?: string }> = {
  started: {
    word: 'Started',
    tone: 'info',
    glyph: glyphs.dashedCircle,
    tip: 'Waits for the first token, or for the answer',
  },
  streaming: { word: 'Streaming', tone: 'info', glyph: glyphs.radio, tip: 'The first token has come' },
  ended: { word: 'Ended', tone: 'go', glyph: glyphs.check },
  failed: { word: 'Failed', tone: 'stop', glyph: glyphs.cross },
  unsure: {
    word: 'Unsure',
    tone: 'neutral',
    glyph: glyphs.question,
    tip: 'It may have ended: not everything could be heard',
  },
  lost: { word: 'Lost', tone: 'caution', glyph: glyphs.unplug, tip: 'No end was heard of within 15 minutes' },
};

interface CallStateTextProps {
  state: CallState;
  errorType: string | null;
}

export const CallStateText = memo(function CallStateText({ state, errorType }: CallStateTextProps) {
  const { word, tone, glyph, tip } = looks[state];
  return (
    <span className={styles['state']} data-tone={tone} data-tip={errorType ?? tip}>
      <svg className={styles['glyph']} viewBox="0 0 24 24" aria-hidden="true">
        <path d={glyph} />
      </svg>
      {word}
    </span>
  );
});
