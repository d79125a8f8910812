export type Effort = 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/** What a generation of Claude takes. Facts: Anthropic's pages on thinking, effort and migration, November 2026. */
export interface ClaudeTraits {
  /** `budget`: a number of tokens; `adaptive`: the model decides, guided by an effort; `either`: both forms. */
  thinking: 'none' | 'budget' | 'either' | 'adaptive';
  /** The `thinking.type` that turns it off; `omit` where it is off unless asked for, null where it is always on. */
  thinkingOff: 'omit' | 'disabled' | 'between_tools' | null;
  efforts: readonly Effort[];
  /** False: `temperature`, `top_p` and `top_k` are refused. */
  takesSampling: boolean;
  /** False: `temperature` and `top_p` exclude each other. */
  takesBothSamplings: boolean;
  /** False: a tool can be offered but not demanded. */
  takesForcedTool: boolean;
  takesOutputFormat: boolean;
}

interface Version {
  family: string;
  /** 4.7 is 407. */
  number: number;
}

const current = /claude-(opus|sonnet|haiku|fable|mythos)-(\d{1,2})(?:[-.](\d{1,2}))?(?!\d)/;
const former = /claude-(\d)(?:[-.](\d{1,2}))?-(opus|sonnet|haiku)/;
/** A name without a version (`claude-mythos-preview`, a profile’s) is taken for a new model. */
const unknownVersion = 500;

/** Null if the id, of whatever platform, does not name a Claude. */
export function claudeTraits(model: string): ClaudeTraits | null {
  const version = readVersion(model.toLowerCase());
  return version === null ? null : traitsOf(version);
}

/** The same for a model of Anthropic, where a name that is not understood is that of a new one. */
export function anthropicTraits(model: string): ClaudeTraits {
  return claudeTraits(model) ?? traitsOf({ family: '', number: unknownVersion });
}

function traitsOf(version: Version): ClaudeTraits {
  const { family, number } = version;
  const isOlympian = family === 'fable' || family === 'mythos';
  const isNewest = isOlympian || number >= 407;
  return {
    thinking: isNewest ? 'adaptive' : olderThinking(number),
    thinkingOff: isOlympian ? null : thinkingOff(version),
    efforts: isNewest ? ['low', 'medium', 'high', 'xhigh', 'max'] : olderEfforts(version),
    takesSampling: !isNewest,
    takesBothSamplings: number < 401,
    takesForcedTool: takesForcedTool(version, isOlympian),
    takesOutputFormat: isOlympian || number >= 405,
  };
}

function readVersion(model: string): Version | null {
  if (!model.includes('claude')) return null;
  const named = current.exec(model);
  if (named) return { family: named[1] ?? '', number: numberOf(named[2], named[3]) };
  const old = former.exec(model);
  if (old) return { family: old[3] ?? '', number: numberOf(old[1], old[2]) };
  if (/claude-(instant|v?[12])/.test(model)) return { family: 'instant', number: 200 };
  return { family: model.includes('mythos') ? 'mythos' : '', number: unknownVersion };
}

function numberOf(major = '0', minor = '0'): number {
  return Number(major) * 100 + Number(minor);
}

function olderThinking(number: number): ClaudeTraits['thinking'] {
  if (number >= 406) return 'either';
  return number >= 307 ? 'budget' : 'none';
}

function olderEfforts({ family, number }: Version): Effort[] {
  if (number >= 406) return ['low', 'medium', 'high', 'max'];
  return family === 'opus' && number === 405 ? ['low', 'medium', 'high'] : [];
}

function thinkingOff({ family, number }: Version): ClaudeTraits['thinkingOff'] {
  if (number < 407) return 'omit';
  if (family === 'opus' && number >= 505) return null;
  return family === 'sonnet' && number >= 505 ? 'between_tools' : 'disabled';
}

/** Of the newest generation only Haiku can still be made to call a tool. */
function takesForcedTool({ family, number }: Version, isOlympian: boolean): boolean {
  if (isOlympian) return number < 501;
  return number < 505 || family === 'haiku';
}
