import { defineConfig } from 'vitest/config';
import { lightClients } from './test/support/light-clients-plugin.ts';

/** Only there to end a test that hangs: property tests are long on a slow machine, and that is no fault of theirs. */
const hangs = 60_000;

/**
 * Files share a process and what it has loaded: starting one for each took longer than the tests. What a test stubs, and what
 * the local host replaces, is therefore taken back for it.
 */
const sharedProcesses = {
  isolate: false,
  unstubEnvs: true,
  unstubGlobals: true,
  setupFiles: ['test/support/native-globals.ts'],
};

export default defineConfig({
  test: {
    // One fewer unless told, which on two cores is one: half of the machine would wait.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{functions,shared,infra,scripts}/**/*.test.ts', 'test/architecture/**/*.test.ts'],
          exclude: ['**/*.synth.test.ts', '**/*.emulator.test.ts', '**/node_modules/**'],
          environment: 'node',
          ...sharedProcesses,
          testTimeout: hangs,
          hookTimeout: hangs,
        },
      },
      {
        test: {
          name: 'emulator',
          include: ['{functions,shared}/**/*.emulator.test.ts'],
          environment: 'node',
          globalSetup: ['test/support/emulator-setup.ts'],
          testTimeout: hangs,
          hookTimeout: hangs,
        },
      },
      {
        // What bundles do to the AWS SDK, to tests of what functions use of it (decision 0105).
        plugins: [lightClients()],
        test: {
          name: 'light-clients',
          include: [
            'functions/gateway/{live,planning,recording}/*.emulator.test.ts',
            'shared/{caching,http}/*.emulator.test.ts',
            'shared/governance/lease-{faults,rules}.emulator.test.ts',
            'shared/storage/{provider-connections,route-repository}.emulator.test.ts',
            'functions/{identity/keys,routing/routing,governance/governance,realtime/entries}.emulator.test.ts',
            'shared/storage/trace-list.emulator.test.ts',
          ],
          environment: 'node',
          globalSetup: ['test/support/emulator-setup.ts'],
          testTimeout: hangs,
          hookTimeout: hangs,
        },
      },
      {
        test: {
          name: 'frontend',
          include: ['frontend/src/**/*.test.{ts,tsx}'],
          environment: 'node',
          ...sharedProcesses,
          testTimeout: hangs,
          hookTimeout: hangs,
        },
      },
      {
        test: {
          name: 'infra',
          include: ['infra/**/*.synth.test.ts'],
          environment: 'node',
          // One process loads the CDK and synthesises each stage once for all files.
          isolate: false,
          fileParallelism: false,
          // A group has one number of workers, and this one differs.
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['test/support/local-stage-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'gateway-conformance',
          // What waits for a timeout waits together.
          maxConcurrency: 40,
          include: ['test/conformance/gateway/**/*.test.ts'],
          environment: 'node',
          testTimeout: hangs,
          hookTimeout: hangs,
        },
      },
      {
        test: {
          name: 'conformance',
          include: ['test/conformance/*.test.ts'],
          environment: 'node',
          globalSetup: ['test/support/local-stage-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['test/support/local-stage-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['shared/**/*.ts', 'functions/**/*.ts'],
      exclude: ['**/*.test.ts', '**/testing/**', '**/handler.ts', '**/*.d.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: { lines: 90, branches: 90 },
    },
  },
});
