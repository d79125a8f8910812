import type { StageConfigInput } from '../config.ts';
import type { StageEnvironment } from './load-stage.ts';

/** Like production, with shorter memories. */
export function stagingStage({ version }: StageEnvironment): StageConfigInput {
  return {
    stage: 'staging',
    version,
    isProtected: true,
    target: null,
    architecture: 'arm64',
    logRetentionDays: 30,
    telemetry: { rawDays: 14, payloadDays: 3650, spoolDays: 30 },
    ingestionConcurrency: 20,
    api: { rateLimit: 500, burstLimit: 1_000, streamsResponses: true },
    allowsPrivateProviders: false,
    invitationDelivery: 'email',
    alarmEmail: null,
    console: { domain: null },
    emulatorUrl: null,
  };
}
