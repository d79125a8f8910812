import type { IngestionCounts } from '../../../shared/storage/ingestion-counts.ts';
import { hourOf, millisecondsPerHour } from '../../../shared/storage/ingestion-counts-keys.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
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

/** Makes text of the recent traces of all projects that accepted something of late. */
export async function indexRecentTexts(ports: RecentTextsPorts, deadline: number): Promise<RecentTextsReport> {
  const now = ports.clock();
  const projects = new Set<string>();
  for await (const { projectId } of ports.counts.hours(hourOf(now) - millisecondsPerHour, hourOf(now)))
    projects.add(projectId);
  const report: RecentTextsReport = { projectCount: projects.size, traceCount: 0, waitingCount: 0, failedCount: 0 };
  await mapConcurrently(inTurn([...projects], now), concurrentProjects, async (projectId) => {
    try {
      const { traceCount, isWhole } = await indexRecentProject(projectId, ports, deadline);
      report.traceCount += traceCount;
      report.waitingCount += isWhole ? 0 : 1;
    } catch (error) {
      ports.logger.error('traces.recent_text.failed', { projectId, error });
      report.failedCount += 1;
    }
  });
  ports.logger.info('traces.recent_text.indexed', { ...report });
  return report;
}

/** Each minute another one is first, so that none is always left without time. */
function inTurn(projects: readonly string[], now: number): string[] {
  const first = Math.floor(now / 60_000) % Math.max(1, projects.length);
  return [...projects.slice(first), ...projects.slice(0, first)];
}
