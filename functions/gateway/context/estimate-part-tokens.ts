import { isObject, type JsonObject, stringIn } from '../../../shared/json/json-object.ts';
import { estimateTextTokens } from './estimate-text-tokens.ts';

/** What the largest takes that current models read without scaling it down: Anthropic's 1568 × 1568 / 750 is 3,278, OpenAI's and Google's less. */
const imageTokens = 1_600;
/** OpenAI's `detail: low`. */
const smallImageTokens = 85;
/** A file that is only named may be anything; a few pages are. */
const namedFileTokens = 5_000;
/** A page of a PDF is read as text and as an image, and has some 100 kB. */
const pageTokens = 2_500;
const bytesPerPage = 100_000;
/** 32 tokens a second (Google; OpenAI counts 10) of 32 kB/s. */
const bytesPerWavToken = 1_000;
/** The same of 32 kbit/s speech, the least that is usual. */
const bytesPerCompressedToken = 125;

/** The tokens of one part of a message's content, rather too many than too few. */
export function estimatePartTokens(part: Readonly<JsonObject>): number {
  switch (part['type']) {
    case 'image_url':
      return isObject(part['image_url']) && part['image_url']['detail'] === 'low' ? smallImageTokens : imageTokens;
    case 'input_audio':
      return audioTokens(isObject(part['input_audio']) ? part['input_audio'] : {});
    case 'file':
      return fileTokens(isObject(part['file']) ? part['file'] : {});
    case 'text':
    case 'refusal':
      return estimateTextTokens(stringIn(part, 'text') ?? stringIn(part, 'refusal') ?? '');
    default:
      return estimateTextTokens(JSON.stringify(part));
  }
}

function audioTokens(audio: JsonObject): number {
  const bytes = decodedBytes(stringIn(audio, 'data') ?? '');
  return Math.ceil(bytes / (audio['format'] === 'wav' ? bytesPerWavToken : bytesPerCompressedToken));
}

function fileTokens(file: JsonObject): number {
  const data = stringIn(file, 'file_data');
  if (data === null) return namedFileTokens;
  const comma = data.indexOf(',');
  const head = data.slice(0, Math.max(comma, 0));
  if (!/^data:text\//i.test(head)) return Math.ceil(decodedBytes(data.slice(comma + 1)) / bytesPerPage) * pageTokens;
  const body = data.slice(comma + 1);
  return estimateTextTokens(head.endsWith(';base64') ? Buffer.from(body, 'base64').toString('utf8') : body);
}

function decodedBytes(base64: string): number {
  return Math.ceil((base64.length * 3) / 4);
}
