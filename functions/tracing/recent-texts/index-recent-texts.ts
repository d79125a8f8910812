import type { IngestionCounts } from '../../../shared/storage/ingestion-counts.ts';
import { hourOf, millisecondsPerHour } from '../../../shared/storage/ingestion-counts-keys.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { inTurn } from './in-turn.ts';
import { indexRecentProject, type RecentProjectPorts } from './index-recent-project.ts';

export interface RecentTextsPorts extends RecentProjectPorts {
  counts: Pick<IngestionCounts, 'hours'>;
}

export interface RecentTextsReport {
  projectCount: number;
  traceCount: number;
  /** Projects for which there was not enough time. */
  waitingCount: number;
  failedCount: number;
}

const concurrentProjects = 4;
/** Less is not worth a turn. */
const minShareMilliseconds = 5000;

/**
 * Makes text of the recent traces of all projects that accepted something of late. First each has its share of the time, then those
 * that need more have what is left.
 */
export async function indexRecentTexts(ports: RecentTextsPorts, deadline: number): Promise<RecentTextsReport> {
  const now = ports.clock();
  const projects = new Set<string>();
  for await (const { projectId } of ports.counts.hours(hourOf(now) - millisecondsPerHour, hourOf(now)))
    projects.add(projectId);
  const report: RecentTextsReport = { projectCount: projects.size, traceCount: 0, waitingCount: 0, failedCount: 0 };
  let left = projects.size;
  const waiting: string[] = [];
  await mapConcurrently(inTurn([...projects], now), concurrentProjects, async (projectId) => {
    const share = shareOf(deadline - ports.clock(), left);
    left -= 1;
    if (!(await takeTurn(projectId, Math.min(deadline, ports.clock() + share), { ports, report })))
      waiting.push(projectId);
  });
  await mapConcurrently(waiting, concurrentProjects, async (projectId) => {
    if (!(await takeTurn(projectId, deadline, { ports, report }))) report.waitingCount += 1;
  });
  ports.logger.info('traces.recent_text.indexed', { ...report });
  return report;
}

function shareOf(milliseconds: number, projectsLeft: number): number {
  return Math.max(minShareMilliseconds, (milliseconds * concurrentProjects) / projectsLeft);
}

/** False if the project needs another turn. */
async function takeTurn(
  projectId: string,
  until: number,
  { ports, report }: { ports: RecentTextsPorts; report: RecentTextsReport },
): Promise<boolean> {
  if (ports.clock() >= until) return false;
  try {
    const { traceCount, isWhole } = await indexRecentProject(projectId, ports, until);
    report.traceCount += traceCount;
    return isWhole;
  } catch (error) {
    ports.logger.error('traces.recent_text.failed', { projectId, error });
    report.failedCount += 1;
    return true;
  }
}
