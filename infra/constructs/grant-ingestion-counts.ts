import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import {
  acceptedPrefix,
  hoursPrefix,
  messagesPrefix,
  outcomesPrefix,
  resultsPrefix,
} from '../../shared/storage/ingestion-counts-keys.ts';
import type { SignalboxTable } from './signalbox-table.ts';

/** Counts of accepted spans share the table of rollups; who accepts may write nothing else there. */
export function grantAcceptedCounts(grantee: IGrantable, rollups: SignalboxTable): void {
  grantWriting(grantee, rollups, [acceptedPrefix, hoursPrefix]);
}

/** So do the counts of what became of them. */
export function grantIngestionOutcomes(grantee: IGrantable, rollups: SignalboxTable): void {
  grantWriting(grantee, rollups, [outcomesPrefix, messagesPrefix, hoursPrefix]);
}

/** And so do what comparisons found. */
export function grantIngestionResults(grantee: IGrantable, rollups: SignalboxTable): void {
  grantWriting(grantee, rollups, [resultsPrefix, hoursPrefix]);
}

/** And that the traces of an hour of acceptance are digested. */
export function grantDigestMarks(grantee: IGrantable, rollups: SignalboxTable): void {
  grantWriting(grantee, rollups, [hoursPrefix]);
}

function grantWriting(grantee: IGrantable, rollups: SignalboxTable, prefixes: readonly string[]): void {
  Grant.addToPrincipal({
    grantee,
    actions: ['PutItem', 'UpdateItem'].map((name) => `dynamodb:${name}`),
    resourceArns: [rollups.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) } },
  });
}
