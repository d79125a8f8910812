import { resolve } from 'node:path';
import { startBenchStage } from './bench-stage.ts';
import { startLiteLlm } from './litellm.ts';
import { startPortkey } from './portkey.ts';
import { type Heap, startGatewayAlone } from './start-gateway-alone.ts';
import { type RunningProcess, startProcess } from './start-process.ts';
import type { Target } from './target.ts';
import { benchModel, benchRoute } from './ways.ts';

export const peers = ['portkey', 'litellm'] as const;
export type Peer = (typeof peers)[number];

interface BringUpInput {
  folder: string;
  wanted: readonly Peer[];
  /** What has to be stopped in the end is added, also when something fails to start. */
  stops: (() => Promise<unknown>)[];
  heap: Heap;
  profileFolder: string | undefined;
}

const fakeProvider = resolve(import.meta.dirname, '../../fixtures/fake-provider/serve.ts');
const relay = resolve(import.meta.dirname, 'relay.ts');

/** Starts everything that is measured. */
export async function bringUp({ folder, wanted, stops, heap, profileFolder }: BringUpInput): Promise<Target[]> {
  const keep = <T extends { stop(): Promise<unknown> }>(started: T): T => {
    stops.push(() => started.stop());
    return started;
  };
  const start = async (file: string, args: readonly string[]) =>
    keep(await startProcess({ file, args, ready: /baseUrl/ }));
  const providerUrl = baseUrlOf(await start(fakeProvider, []));
  const pipe = await start(relay, [providerUrl, 'pipe']);
  const host = await start(relay, [providerUrl, 'host']);
  const stage = keep(await startBenchStage(providerUrl));
  const gateway = keep(await startGatewayAlone({ environment: stage.environment, folder, heap, profileFolder }));
  const plain = { headers: {}, model: benchModel };
  const signalbox = (name: string, key: string): Target => ({
    ...{ name, baseUrl: baseUrlOf(gateway), processId: gateway.processId, model: benchRoute },
    headers: { authorization: `Bearer ${key}` },
  });
  const targets: Target[] = [
    { name: 'direct', baseUrl: providerUrl, processId: null, ...plain },
    { name: 'floor', baseUrl: baseUrlOf(pipe), processId: pipe.processId, ...plain },
    { name: 'host', baseUrl: baseUrlOf(host), processId: host.processId, ...plain },
    signalbox('signalbox', stage.keys.plain),
    signalbox('signalbox-governed', stage.keys.governed),
  ];
  if (wanted.includes('portkey')) targets.push(keep(await startPortkey(providerUrl, benchModel)));
  if (wanted.includes('litellm')) targets.push(keep(await startLiteLlm(providerUrl, benchModel)));
  return targets;
}

function baseUrlOf({ line }: RunningProcess): string {
  return (JSON.parse(line) as { baseUrl: string }).baseUrl;
}
