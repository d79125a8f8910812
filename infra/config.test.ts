import { describe, expect, it } from 'vitest';
import { parseStageConfig, type StageConfigInput, stageNames } from './config.ts';
import { loadStage } from './stages/load-stage.ts';

const stage = (name: string, overrides: Partial<StageConfigInput> = {}) => ({
  ...loadStage(name, { environment: {}, version: '1.2.3' }),
  ...overrides,
});

describe('parseStageConfig', () => {
  it.each(stageNames)('takes the stage %s as it is', (name) => {
    expect(parseStageConfig(stage(name))).toEqual(stage(name));
  });

  it.each<[string, Partial<StageConfigInput>]>([
    ['logRetentionDays', { logRetentionDays: 8 as 7 }],
    ['telemetry.payloadDays', { telemetry: { rawDays: 7, payloadDays: 0, spoolDays: 14 } }],
    ['ingestionConcurrency', { ingestionConcurrency: 1 }],
    ['api.rateLimit', { api: { rateLimit: 0, burstLimit: 1, streamsResponses: true } }],
    ['alarmEmail', { alarmEmail: 'nobody' }],
    ['console.domain.certificateArn', { console: { domain: { name: 'a.example', certificateArn: 'arn:aws:acm:eu' } } }],
    ['target.account', { target: { account: '12', region: 'eu-central-1' } }],
  ])('names %s when its value is bad', (field, overrides) => {
    expect(() => parseStageConfig(stage('dev', overrides))).toThrow(`${field}: `);
  });

  it('names every bad field at once, and an unknown one', () => {
    const broken = { ...stage('dev', { alarmEmail: 'nobody', ingestionConcurrency: 0 }), colour: 'red' };

    expect(() => parseStageConfig(broken)).toThrow(/ingestionConcurrency: .*; alarmEmail: .*; .*colour/);
  });

  it.each<[string, string, Partial<StageConfigInput>]>([
    ['staging', 'isProtected', { isProtected: false }],
    ['production', 'isProtected', { isProtected: false }],
    ['production', 'allowsPrivateProviders', { allowsPrivateProviders: true }],
    ['dev', 'invitationDelivery', { invitationDelivery: 'response' }],
    ['dev', 'emulatorUrl', { emulatorUrl: 'http://localhost:4566' }],
    ['dev', 'target', { target: { account: '000000000000', region: 'us-east-1' } }],
    ['local', 'target', { target: { account: '123456789012', region: 'us-east-1' } }],
    ['local', 'target', { target: null }],
    ['local', 'emulatorUrl', { emulatorUrl: null }],
    ['local', 'emulatorUrl', { emulatorUrl: 'https://sqs.us-east-1.amazonaws.com' }],
    ['local', 'console', { console: { domain: null } }],
  ])('does not let %s have another %s', (name, field, overrides) => {
    expect(() => parseStageConfig(stage(name, overrides))).toThrow(`${field}: `);
  });
});
