import type { Answer } from './answer.ts';

/** Tells screen readers how the answer ended, and nothing while it streams. */
export function EndAnnouncement({ answer }: { answer: Answer | null }) {
  return (
    <div className="visually-hidden" role="status">
      {answer ? messages[answer.status] : ''}
    </div>
  );
}

const messages: Record<Answer['status'], string> = {
  streaming: '',
  complete: 'The answer is complete.',
  stopped: 'The answer was stopped.',
  // The error is an alert of its own.
  failed: '',
};
