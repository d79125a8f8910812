import type { ExperimentArm, Strategy } from '../contract/route-strategy.ts';
import type { CallFacts } from './call-facts.ts';
import { stableHash } from './stable-hash.ts';

type Experiment = Extract<Strategy, { kind: 'experiment' }>;

export interface PickedArm {
  arm: ExperimentArm;
  /** What the call was put into the arm by; `request` where it names no such unit. */
  unit: Experiment['unit'];
}

/** The same unit comes into the same arm, on every machine, as long as salt, shares and order of the arms stay. */
export function pickArm({ arms, salt, unit }: Experiment, facts: CallFacts): PickedArm | null {
  const named = unitOf(unit, facts);
  const used = named === null ? 'request' : unit;
  const total = arms.reduce((sum, { share }) => sum + share, 0);
  const point = stableHash(salt, used, named ?? facts.requestId) * total;
  let upTo = 0;
  const arm = arms.find(({ share }) => {
    upTo += share;
    return point < upTo;
  });
  return arm === undefined ? null : { arm, unit: used };
}

function unitOf(unit: Experiment['unit'], facts: CallFacts): string | null {
  switch (unit) {
    case 'session':
      return facts.sessionId;
    case 'user':
      return facts.userId;
    case 'key':
      return facts.keyId;
    case 'request':
      return facts.requestId;
  }
}
