import { request } from 'node:http';

export interface Callee {
  name: string;
  /** Up to and including `/v1`. */
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  model: (scenario: string) => string;
}

/** What came over the wire, and how it ended. */
export interface Heard {
  status: number;
  contentType: string;
  text: string;
  ending: 'ended' | 'broken' | 'hung';
}

interface Question {
  scenario: string;
  isStreamed: boolean;
  /** Nobody waits longer. */
  patienceMs: number;
}

/** Asks and listens, with nothing between the wire and us that could be forgiving. */
export async function hearAnswer(callee: Callee, { scenario, isStreamed, patienceMs }: Question): Promise<Heard> {
  const messages = [{ role: 'user', content: 'Tell me about the harbour.' }];
  const body = JSON.stringify({ model: callee.model(scenario), stream: isStreamed, messages });
  return await new Promise((resolve) => {
    const heard: Heard = { status: 0, contentType: '', text: '', ending: 'broken' };
    const end = (ending: Heard['ending']) => {
      clearTimeout(timer);
      resolve({ ...heard, ending });
      outgoing.destroy();
    };
    const timer = setTimeout(() => end('hung'), patienceMs);
    const headers = {
      ...callee.headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const outgoing = request(`${callee.baseUrl}/chat/completions`, { method: 'POST', headers }, (incoming) => {
      heard.status = incoming.statusCode ?? 0;
      heard.contentType = incoming.headers['content-type'] ?? '';
      incoming.setEncoding('utf8');
      incoming.on('data', (text: string) => {
        heard.text += text;
      });
      incoming.on('end', () => end('ended'));
      incoming.on('error', () => end('broken'));
    });
    outgoing.on('error', () => end('broken'));
    outgoing.end(body);
  });
}
