import { ingestSpans } from '../../../shared/contract/native-spans.ts';

/** Where native spans are sent to; of archived requests it tells the format. */
export const nativePath: string = ingestSpans.path;
