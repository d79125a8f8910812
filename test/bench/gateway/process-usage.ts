import { readFileSync } from 'node:fs';

export interface ProcessUsage {
  cpuMs: number;
  residentMb: number;
}

/** Linux counts CPU time in hundredths of a second, whatever the machine. */
const msPerTick = 10;

/** CPU time so far and memory now of another process; null where the system has no /proc. */
export function processUsage(processId: number | null): ProcessUsage | null {
  if (processId === null) return null;
  try {
    // The second field is the name in brackets and may hold blanks.
    const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1];
    return {
      cpuMs: (Number(fields[11]) + Number(fields[12])) * msPerTick,
      residentMb: Math.round(Number(resident) / 1024),
    };
  } catch {
    return null;
  }
}
