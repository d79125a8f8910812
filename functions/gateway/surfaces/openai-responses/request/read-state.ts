import { type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import type { RequestState } from '../../surface.ts';
import { invalidField } from '../../translation/invalid-field.ts';

/** What a request says about answers and conversations that are kept. */
export function readState(body: Readonly<JsonObject>): RequestState {
  const { store, conversation } = body;
  const previousResponseId = stringIn(body, 'previous_response_id');
  if (previousResponseId !== null && conversation !== undefined && conversation !== null) {
    throw invalidField(
      'previous_response_id',
      'a call goes on from an answer or in a conversation: send one of the two',
    );
  }
  return {
    // They become the first message.
    instructionCount: stringIn(body, 'instructions') === null ? 0 : 1,
    previousResponseId,
    wantsStored: typeof store === 'boolean' ? store : null,
  };
}
