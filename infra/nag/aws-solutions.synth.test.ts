import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { type StageName, stageNames } from '../config.ts';
import { createStageApp } from '../testing/synthesize-stage.ts';
import { type AcknowledgedFinding, acknowledgedFindings } from './acknowledged-findings.ts';

interface Finding {
  rule: string;
  where: string;
}

/** Calls the rule pack directly: as a plug-in it would stop the synthesis instead of returning its findings. */
function findingsOf(stage: StageName): Finding[] {
  const app = createStageApp(stage);
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => ({
      rule: ruleName,
      where: (constructPath ?? '').replace(`signalbox-${stage}-`, ''),
    })),
  );
}

const acknowledges = ({ rule, where }: AcknowledgedFinding) => {
  return (finding: Finding) => rule.test(finding.rule) && where.test(finding.where);
};

const findings = new Map(stageNames.map((stage) => [stage, findingsOf(stage)]));

describe("cdk-nag's AwsSolutions rules", () => {
  it.each(stageNames)('find nothing in %s that is not acknowledged', (stage) => {
    const open = findings
      .get(stage)
      ?.filter((finding) => !acknowledgedFindings.some((acknowledged) => acknowledges(acknowledged)(finding)));

    expect(open).toEqual([]);
  });

  it('still find all that is acknowledged', () => {
    const all = [...findings.values()].flat();
    const stale = acknowledgedFindings.filter((acknowledged) => !all.some(acknowledges(acknowledged)));

    expect(stale).toEqual([]);
  });
});
