import { readdirSync, readFileSync } from 'node:fs';

/**
 * Command lines of processes that have a text in their command line or environment: those that a stage with this state
 * directory has started. Empty where there is no /proc.
 */
export function processesNaming(text: string): string[] {
  return findProcesses(text).map(({ commandLine }) => commandLine);
}

export function findProcesses(text: string): { processId: number; commandLine: string }[] {
  return numericEntries()
    .filter((processId) => processId !== process.pid)
    .filter((processId) => read(processId, 'cmdline').includes(text) || read(processId, 'environ').includes(text))
    .map((processId) => ({ processId, commandLine: read(processId, 'cmdline').replaceAll('\0', ' ').trim() }))
    .filter(({ commandLine }) => commandLine !== '');
}

function numericEntries(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function read(processId: number, file: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${processId}/${file}`, 'utf8');
  } catch {
    // It has ended, or is not ours.
    return '';
  }
}
