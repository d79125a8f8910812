import { CloudFormationClient, paginateDescribeStacks, type Stack } from '@aws-sdk/client-cloudformation';
import { awsClientConfig, type Environment } from '../../../shared/aws/client-config.ts';

/** Outputs of all stacks of the stage. */
export type StackOutputs = Readonly<Record<string, string>>;

export interface DeployedStacks {
  /** Whether the emulator is prepared for the CDK. */
  isBootstrapped: boolean;
  /** Stacks that are wholly there. */
  complete: string[];
  outputs: StackOutputs;
}

const stackPrefix = 'signalbox-local-';
const bootstrapStack = 'CDKToolkit';

/** What the emulator holds of the stage. */
export async function readDeployedStacks(environment: Environment): Promise<DeployedStacks> {
  const client = new CloudFormationClient(awsClientConfig(environment));
  const stacks: Stack[] = [];
  for await (const page of paginateDescribeStacks({ client }, {})) stacks.push(...(page.Stacks ?? []));
  const ours = stacks.filter(({ StackName }) => StackName?.startsWith(stackPrefix));
  return {
    isBootstrapped: stacks.some((stack) => stack.StackName === bootstrapStack && isComplete(stack)),
    complete: ours.filter(isComplete).flatMap(({ StackName }) => StackName ?? []),
    outputs: Object.fromEntries(ours.flatMap(outputsOf)),
  };
}

function isComplete({ StackStatus }: Stack): boolean {
  return StackStatus === 'CREATE_COMPLETE' || StackStatus === 'UPDATE_COMPLETE';
}

function outputsOf({ Outputs = [] }: Stack): [string, string][] {
  return Outputs.flatMap(({ OutputKey: key, OutputValue: value }) =>
    key === undefined || value === undefined ? [] : [[key, value]],
  );
}

/** An output that has to be there. */
export function output(outputs: StackOutputs, name: string): string {
  const value = outputs[name];
  if (value === undefined) throw new Error(`No stack of the local stage has the output ${name}.`);
  return value;
}
