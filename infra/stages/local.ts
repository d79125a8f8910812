import { emulatorAccount, type StageConfigInput } from '../config.ts';
import type { StageEnvironment } from './load-stage.ts';

/** One laptop: the same stacks on an emulator, without CloudFront. Nothing here can reach an AWS account. */
export function localStage({ environment, version }: StageEnvironment): StageConfigInput {
  return {
    stage: 'local',
    version,
    isProtected: false,
    target: { account: emulatorAccount, region: environment['AWS_REGION'] ?? 'us-east-1' },
    // An emulator runs functions on the machine it is on.
    architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
    logRetentionDays: 1,
    telemetry: { rawDays: 7, payloadDays: 3650, spoolDays: 14 },
    ingestionConcurrency: 2,
    api: { rateLimit: 10_000, burstLimit: 5_000, streamsResponses: false },
    allowsPrivateProviders: true,
    invitationDelivery: 'response',
    alarmEmail: null,
    console: null,
    emulatorUrl: environment['AWS_ENDPOINT_URL'] ?? `http://localhost:${environment['EMULATOR_PORT'] ?? '4566'}`,
  };
}
