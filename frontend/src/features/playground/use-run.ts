import { useEffect, useRef, useState } from 'react';
import { config } from '../../lib/config.ts';
import { projectStore } from '../../lib/project.ts';
import { accessToken } from '../../lib/session.ts';
import { streamChat } from '../../lib/stream-chat.ts';
import { type Answer, applyChatEvent, endAnswer, newAnswer } from './answer.ts';
import type { PlaygroundRequest } from './draft.ts';

export interface Run {
  answer: Answer | null;
  start: (request: PlaygroundRequest) => void;
  stop: () => void;
  clear: () => void;
}

/** Runs one call at a time. However fast tokens come, the screen changes once per frame. */
export function useRun(): Run {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const abort = () => {
    controller.current?.abort();
    controller.current = null;
  };
  const start = (request: PlaygroundRequest) => {
    abort();
    const own = new AbortController();
    controller.current = own;
    // What an earlier call still has to say is not shown any more.
    const show = (next: Answer) => {
      if (controller.current === own) setAnswer(next);
    };
    void relay(request, own.signal, perFrame(show));
  };
  const stop = () => controller.current?.abort();
  const clear = () => {
    abort();
    setAnswer(null);
  };
  return { answer, start, stop, clear };
}

/** Feeds every state of the answer to `show`; a call that ends badly ends as such an answer. */
async function relay(request: PlaygroundRequest, signal: AbortSignal, show: (answer: Answer) => void): Promise<void> {
  const now = () => performance.timeOrigin + performance.now();
  let answer = newAnswer(request.model, now());
  const advance = (next: Answer) => {
    answer = next;
    show(next);
  };
  advance(answer);
  try {
    const credentials = async () => ({ token: await accessToken(), projectId: projectStore.get() });
    const baseUrl = config().apiUrl.replace(/\/$/, '');
    for await (const event of streamChat({ baseUrl, credentials, request, signal })) {
      advance(applyChatEvent(answer, event, now()));
    }
    advance(endAnswer(answer, 'complete', now()));
  } catch (error) {
    advance(endAnswer(answer, signal.aborted ? 'stopped' : 'failed', now(), signal.aborted ? null : error));
  }
}

/** Passes on the latest value once per animation frame; ends and beginnings pass at once. */
function perFrame(show: (answer: Answer) => void): (answer: Answer) => void {
  let latest: Answer | null = null;
  let frame: number | null = null;
  const flush = () => {
    frame = null;
    if (latest) show(latest);
  };
  return (answer) => {
    latest = answer;
    if (answer.status === 'streaming' && answer.firstTokenAt !== null) {
      frame ??= requestAnimationFrame(flush);
      return;
    }
    if (frame !== null) cancelAnimationFrame(frame);
    flush();
  };
}
