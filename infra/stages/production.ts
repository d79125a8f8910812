import type { StageConfigInput } from '../config.ts';
import type { StageEnvironment } from './load-stage.ts';

export function productionStage({ version }: StageEnvironment): StageConfigInput {
  return {
    stage: 'production',
    version,
    isProtected: true,
    target: null,
    architecture: 'arm64',
    logRetentionDays: 90,
    telemetry: { rawDays: 30, payloadDays: 3650, spoolDays: 90 },
    ingestionConcurrency: 100,
    api: { rateLimit: 5_000, burstLimit: 5_000, streamsResponses: true },
    allowsPrivateProviders: false,
    invitationDelivery: 'email',
    alarmEmail: null,
    console: { domain: null },
    emulatorUrl: null,
  };
}
