import { estimateTokens } from '../../../shared/pricing/estimate-tokens.ts';

/**
 * Puts the estimate at or above the reference for every sample of `test/fixtures/token-counts.json`: a call that is
 * trimmed a little early does less harm than one that the provider rejects.
 */
const safetyFactor = 1.2;
/** Languages whose words are short of a dictionary: Polish, Czech, Hungarian, Turkish, the Baltic ones. */
const rareLanguageFactor = 1.7;
const rareLetterShare = 0.02;
const sampleCharacters = 2_000;
/** base64, hashes, keys: no words in them. */
const opaqueRun = /[A-Za-z0-9+/=_-]{60,}/g;
const tokensPerOpaqueCharacter = 0.8;

/** How many tokens a text has at most, as far as that can be said without the model's vocabulary. */
export function estimateTextTokens(text: string): number {
  let opaque = 0;
  const words = text.replace(opaqueRun, (run) => {
    opaque += run.length;
    return ' ';
  });
  const factor = rareLettersIn(text) > rareLetterShare ? rareLanguageFactor : safetyFactor;
  return Math.ceil(estimateTokens(words) * factor + opaque * tokensPerOpaqueCharacter);
}

/** The share of letters of Latin Extended-A and -B, which the languages with good dictionaries do without. */
function rareLettersIn(text: string): number {
  const length = Math.min(text.length, sampleCharacters);
  let rare = 0;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 0x100 && code < 0x250) rare++;
  }
  return length === 0 ? 0 : rare / length;
}
