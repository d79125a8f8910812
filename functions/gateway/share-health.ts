import type { Logger } from '../../shared/observability/logger.ts';
import { createSharedHealth } from '../../shared/routing/shared-health.ts';
import type { TargetHealth } from '../../shared/routing/target-health.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { RollupRepository } from '../../shared/storage/rollup-repository.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { healthKey } from './planning/health-key.ts';

interface SharingPorts {
  rollups: Pick<RollupRepository, 'read'>;
  health: Pick<TargetHealth, 'seed'>;
  inBackground: GatewayPorts['inBackground'];
  logger: Pick<Logger, 'warn'>;
  clock: Clock;
}

/** Tells this process what all saw of a project's models, at most every 15 s. No call waits for it. */
export function createHealthSharing({ rollups, health, inBackground, logger, clock }: SharingPorts) {
  const shared = createSharedHealth({
    rollups,
    clock,
    onHealth: (projectId, models) => {
      for (const [modelId, seen] of models) health.seed(healthKey(projectId, modelId), seen);
    },
    onError: (error) => logger.warn('gateway.health.unread', { error }),
  });
  return (projectId: string): void => {
    const reading = shared.freshen(projectId);
    if (reading !== null) inBackground(reading);
  };
}
