/** A fault of the provider, by the name of the fake provider's model. */
export interface FaultCase {
  scenario: string;
  isStreamed: boolean;
  /** As a person would say it. */
  what: string;
}

export const faultCases: readonly FaultCase[] = [
  { scenario: 'html-200', isStreamed: false, what: 'An HTML page with status 200' },
  { scenario: 'json-error-200', isStreamed: false, what: 'An error object with status 200' },
  { scenario: 'end-mid', isStreamed: false, what: 'Half of an answer: broken JSON' },
  { scenario: 'cut-mid', isStreamed: false, what: 'A connection cut in the middle' },
  { scenario: 'stall', isStreamed: false, what: 'No answer at all' },
  { scenario: 'html-200', isStreamed: true, what: 'An HTML page with status 200' },
  { scenario: 'json-error-200', isStreamed: true, what: 'An error object with status 200' },
  { scenario: 'error-first-event', isStreamed: true, what: 'An error as the first event' },
  { scenario: 'error-mid', isStreamed: true, what: 'An error as a later event' },
  { scenario: 'cut-before-first', isStreamed: true, what: 'A cut before the first token' },
  { scenario: 'cut-mid', isStreamed: true, what: 'A cut after the first token' },
  { scenario: 'end-mid', isStreamed: true, what: 'An end without a finish reason' },
  { scenario: 'stall', isStreamed: true, what: 'No answer at all' },
  { scenario: 'stall-mid', isStreamed: true, what: 'A stall after the first token' },
  { scenario: 'malformed-first', isStreamed: true, what: 'Broken JSON as the first event' },
  { scenario: 'malformed', isStreamed: true, what: 'Broken JSON as a later event' },
  { scenario: 'double-done', isStreamed: true, what: 'A duplicated `[DONE]`' },
];
