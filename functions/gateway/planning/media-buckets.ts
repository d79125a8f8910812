import type { UsageBucket } from '../../../shared/contract/usage.ts';
import { isObject, type JsonObject, objectsIn } from '../../../shared/json/json-object.ts';

type MediaBucket = Extract<UsageBucket, 'audioInput' | 'imageInput'>;

const neither: readonly MediaBucket[] = [];
const either: readonly MediaBucket[] = ['audioInput', 'imageInput'];

/** What besides text a request in the chat dialect can be charged for as input: sound and pictures cost more with some models. */
export function mediaBucketsOf(request: Readonly<JsonObject>): readonly MediaBucket[] {
  const found = new Set<MediaBucket>();
  for (const message of objectsIn(request['messages'])) {
    // An earlier answer that was spoken, by its id.
    if (isObject(message['audio'])) found.add('audioInput');
    if (typeof message['content'] === 'string') continue;
    for (const part of objectsIn(message['content'])) for (const bucket of mediaOf(part)) found.add(bucket);
  }
  return [...found];
}

/** A file may be a recording, and its pages pictures; so may what is not known. */
function mediaOf({ type }: JsonObject): readonly MediaBucket[] {
  switch (type) {
    case 'text':
    case 'refusal':
      return neither;
    case 'image_url':
      return ['imageInput'];
    case 'input_audio':
      return ['audioInput'];
    default:
      return either;
  }
}
