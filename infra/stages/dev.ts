import type { StageConfigInput } from '../config.ts';
import type { StageEnvironment } from './load-stage.ts';

/** A personal or shared sandbox in AWS: everything goes when the stacks go. */
export function devStage({ version }: StageEnvironment): StageConfigInput {
  return {
    stage: 'dev',
    version,
    isProtected: false,
    target: null,
    architecture: 'arm64',
    logRetentionDays: 7,
    telemetry: { rawDays: 7, payloadDays: 3650, spoolDays: 14 },
    ingestionConcurrency: 5,
    api: { rateLimit: 100, burstLimit: 200, streamsResponses: true },
    allowsPrivateProviders: false,
    invitationDelivery: 'email',
    alarmEmail: null,
    console: { domain: null },
    emulatorUrl: null,
  };
}
