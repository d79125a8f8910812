import type { ApiKey } from '../../../../shared/contract/keys.ts';
import { absoluteTime } from '../../lib/figures/format-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { Status, type Tone } from '../../ui/status.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { type KeyState, stateOf } from './key-form.ts';

const looks: Record<KeyState, { tone: Tone; word: string }> = {
  active: { tone: 'go', word: 'active' },
  expiring: { tone: 'caution', word: 'expires soon' },
  rotating: { tone: 'info', word: 'rotating' },
  expired: { tone: 'neutral', word: 'expired' },
  revoked: { tone: 'stop', word: 'revoked' },
};

export function KeyStatus({ apiKey }: { apiKey: ApiKey }) {
  const state = stateOf(apiKey, useNow());
  const { tone, word } = looks[state];
  return (
    <Tooltip text={explain(apiKey, state)}>
      <Status tone={tone}>{word}</Status>
    </Tooltip>
  );
}

function explain(key: ApiKey, state: KeyState): string {
  if (state === 'rotating' && key.previousSecretExpiresAt !== null) {
    return `The secret before works until ${absoluteTime(key.previousSecretExpiresAt)}.`;
  }
  if ((state === 'expiring' || state === 'expired') && key.expiresAt !== null) return absoluteTime(key.expiresAt);
  return state === 'revoked' ? 'It stopped working within 30 seconds of being revoked.' : 'It works.';
}
