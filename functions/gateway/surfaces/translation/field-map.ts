/** Remembers where the fields of a chat request came from. */
export interface FieldMap {
  note(chatField: string, callerField: string): void;
  /**
   * What the caller calls a field of the chat request. A field inside of one that was translated as a whole is answered
   * with the whole, because its inside has another form; a field that nothing is known of keeps its name.
   */
  toCallerField(field: string): string;
}

export function createFieldMap(): FieldMap {
  const origins = new Map<string, string>();
  return {
    note: (chatField, callerField) => void origins.set(chatField, callerField),
    toCallerField(field) {
      for (let end = field.length; end > 0; end = field.lastIndexOf('.', end - 1)) {
        const origin = origins.get(field.slice(0, end));
        if (origin !== undefined) return origin;
      }
      return field;
    },
  };
}
