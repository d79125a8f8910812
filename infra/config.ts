import * as z from 'zod';

export const stageNames = ['local', 'dev', 'staging', 'production'] as const;
export const stageNameSchema = z.enum(stageNames);
export type StageName = z.output<typeof stageNameSchema>;

/** No real account has this number, so the CDK refuses to deploy the local stage with real credentials. */
export const emulatorAccount = '000000000000';

/** What CloudWatch Logs accepts as retention. */
const logRetentionDays = z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 731, 1827, 3653]);

/** Everything in which two stages may differ. */
export const stageConfigSchema = z
  .strictObject({
    stage: stageNameSchema,
    version: z.string().min(1),
    /** Termination and deletion protection, point-in-time recovery, and data that outlives its stack. */
    isProtected: z.boolean(),
    /** The only account and region that the stage deploys to; null: those of whoever deploys. */
    target: z
      .strictObject({ account: z.string().regex(/^\d{12}$/, 'must be 12 digits'), region: z.string().min(9) })
      .nullable(),
    architecture: z.enum(['arm64', 'x86_64']),
    logRetentionDays,
    telemetry: z.strictObject({
      /** Telemetry exactly as received, kept for replay. */
      rawDays: z.int().min(1).max(3650),
      /** Large inputs and outputs; at least as long as the longest retention that a project may choose. */
      payloadDays: z.int().min(1).max(3650),
      /** What the queue refused and the sweeper has still to bring in. */
      spoolDays: z.int().min(4).max(365),
    }),
    /** How many workers may write to the trace store at once. */
    ingestionConcurrency: z.int().min(2).max(1000),
    api: z.strictObject({
      /** Steady requests a second, over all callers. */
      rateLimit: z.int().min(1),
      burstLimit: z.int().min(1),
      /** API Gateway passes a model's answer on as it comes. The emulator cannot. */
      streamsResponses: z.boolean(),
    }),
    /** Lets a provider's base URL point into a private network. */
    allowsPrivateProviders: z.boolean(),
    /** Whether an invitation's first password goes out by e-mail or comes back in the response. */
    invitationDelivery: z.enum(['email', 'response']),
    /** Receives every alarm. */
    alarmEmail: z.email().nullable(),
    /** Null: the stage has no CloudFront distribution. */
    console: z
      .strictObject({
        /** Null: CloudFront's own domain. The certificate must be in us-east-1. */
        domain: z
          .strictObject({ name: z.string().min(4), certificateArn: z.string().startsWith('arn:aws:acm:us-east-1:') })
          .nullable(),
      })
      .nullable(),
    /** Where the AWS emulator listens; only the local stage has one. */
    emulatorUrl: z.url({ protocol: /^http$/ }).nullable(),
  })
  .superRefine((config, context) => {
    for (const { field, message } of contradictions(config)) {
      context.addIssue({ code: 'custom', path: field.split('.'), message });
    }
  });
export type StageConfig = z.output<typeof stageConfigSchema>;
export type StageConfigInput = z.input<typeof stageConfigSchema>;

/** Throws a sentence that names every wrong field. */
export function parseStageConfig(value: unknown): StageConfig {
  const parsed = stageConfigSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'stage configuration'}: ${issue.message}`,
  );
  throw new Error(`The stage configuration is wrong. ${faults.join('; ')}`);
}

type Contradiction = { field: string; message: string };
type Candidate = Pick<
  StageConfig,
  'stage' | 'target' | 'isProtected' | 'allowsPrivateProviders' | 'invitationDelivery' | 'emulatorUrl' | 'console'
>;

/** What is safe on a laptop only, and what staging and production may not do without. */
function contradictions(config: Candidate): Contradiction[] {
  const isLocal = config.stage === 'local';
  const mustBeProtected = config.stage === 'staging' || config.stage === 'production';
  const rules: [boolean, Contradiction][] = [
    [mustBeProtected && !config.isProtected, { field: 'isProtected', message: `${config.stage} must be protected` }],
    [
      !isLocal && config.allowsPrivateProviders,
      { field: 'allowsPrivateProviders', message: 'only the local stage may reach private networks' },
    ],
    [
      !isLocal && config.invitationDelivery === 'response',
      { field: 'invitationDelivery', message: 'only the local stage may return passwords' },
    ],
    [
      isLocal !== (config.target?.account === emulatorAccount),
      {
        field: 'target',
        message: `the local stage, and no other, deploys to the emulator's account ${emulatorAccount}`,
      },
    ],
    [isLocal && config.emulatorUrl === null, { field: 'emulatorUrl', message: 'the local stage needs an emulator' }],
    [
      !isLocal && config.emulatorUrl !== null,
      { field: 'emulatorUrl', message: 'only the local stage has an emulator' },
    ],
    [isLocal && config.console !== null, { field: 'console', message: 'the local stage serves the console itself' }],
  ];
  return rules.filter(([isBroken]) => isBroken).map(([, contradiction]) => contradiction);
}
