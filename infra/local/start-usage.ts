import type { CommandUsage } from '../cli/command-usage.ts';

export const startUsage: CommandUsage = {
  command: 'npm start',
  about: 'Starts an AWS emulator, deploys Signalbox to it and serves the console, until Ctrl-C.',
  flags: {},
  more: [
    'Set in the environment, as in PORT=3001 npm start:',
    '  PORT                 where the console and the API listen; 3000',
    '  EMULATOR_PORT        where the emulator listens; 4566',
    '  AWS_ENDPOINT_URL     an emulator that runs already',
    '  SIGNALBOX_HOME       where what is stored is kept; .signalbox',
    '  SIGNALBOX_PROVIDERS  a YAML file of providers to connect',
    '  OPENAI_API_KEY, …    keys of providers',
    'All of them: docs/reference/configuration.md',
  ],
};
