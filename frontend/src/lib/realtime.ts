import { useEffect, useEffectEvent } from 'react';
import { createRealtimeTicket, type LiveEventsMessage } from '../../../shared/contract/realtime.ts';
import { api } from './api.ts';
import { type ConnectionState, createRealtimeClient, type RealtimeSocket } from './create-realtime-client.ts';
import { useStore } from './create-store.ts';
import { projectStore } from './project.ts';
import type { TopicListener } from './realtime-topics.ts';

export type { ConnectionState } from './create-realtime-client.ts';

/** The console's one WebSocket: live events of the selected project. */
export const realtime = createRealtimeClient({
  openTicket: async () => (await api.call(createRealtimeTicket, {})).url,
  openSocket,
  schedule: (task, delayMs) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
  random: Math.random,
});

function openSocket(url: string): RealtimeSocket {
  const webSocket = new WebSocket(url);
  const socket: RealtimeSocket = {
    send: (text) => webSocket.send(text),
    close: () => webSocket.close(),
    onopen: null,
    onmessage: null,
    onclose: null,
  };
  // API Gateway sends text frames, the emulator of the local stage binary ones.
  webSocket.binaryType = 'arraybuffer';
  webSocket.onopen = () => socket.onopen?.();
  webSocket.onmessage = ({ data }) => socket.onmessage?.({ data: textOf(data) });
  webSocket.onclose = () => socket.onclose?.();
  return socket;
}

const textOf = (data: unknown) => (data instanceof ArrayBuffer ? new TextDecoder().decode(data) : data);

/** Keeps the connection while mounted, for the signed-in shell, and says how it is. A ticket is for one project. */
export function useRealtimeConnection(): ConnectionState {
  useEffect(() => {
    const check = () => {
      if (document.visibilityState === 'visible') realtime.check();
    };
    const restart = () => {
      realtime.stop();
      realtime.start();
    };
    realtime.start();
    const forgetProject = projectStore.subscribe(restart);
    window.addEventListener('online', check);
    window.addEventListener('offline', check);
    document.addEventListener('visibilitychange', check);
    return () => {
      forgetProject();
      window.removeEventListener('online', check);
      window.removeEventListener('offline', check);
      document.removeEventListener('visibilitychange', check);
      realtime.stop();
    };
  }, []);
  return useStore(realtime.state);
}

/** Listens to a topic while mounted. */
export function useTopic(topic: string, listener: TopicListener): void {
  const onEvent = useEffectEvent(listener.onEvent);
  const onEvents = useEffectEvent((message: LiveEventsMessage) => listener.onEvents?.(message));
  const onDeleted = useEffectEvent((traceId: string) => listener.onDeleted?.(traceId));
  const onGap = useEffectEvent(listener.onGap);
  useEffect(() => realtime.subscribe(topic, { onEvent, onEvents, onDeleted, onGap }), [topic]);
}
