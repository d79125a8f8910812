import type { CallDecision } from '../../../../../shared/contract/call-decision.ts';
import { Status } from '../../../ui/status.tsx';
import { RuleLinks } from '../../governance/rule-links.tsx';
import { Fact } from '../trace-facts.tsx';
import { cacheWords, structuredWords, surfaceNames } from './decision-words.ts';

/** What was decided, in a few words each: the way in, the route, the cache, the structure, the limits. */
export function DecisionFacts({ decision }: { decision: CallDecision }) {
  const { route, cache, structuredOutput } = decision;
  const structured = structuredOutput === null ? null : structuredWords(structuredOutput);
  return (
    <>
      <Fact name="Asked through">{surfaceNames[decision.surface]}</Fact>
      {route === null ? null : <RouteFacts route={route} />}
      {cache === null ? null : (
        <Fact name="Cache">
          <Status tone={cache === 'miss' ? 'neutral' : 'go'}>{cacheWords[cache]}</Status>
        </Fact>
      )}
      {structured === null ? null : (
        <Fact name="Structured output">
          <Status tone={structured.tone}>{structured.words}</Status>
        </Fact>
      )}
      {decision.conversationId === null ? null : <Fact name="Conversation">{decision.conversationId}</Fact>}
      {decision.limits.length === 0 ? null : (
        <Fact name="Counted against">
          <RuleLinks ids={decision.limits} />
        </Fact>
      )}
    </>
  );
}

function RouteFacts({ route }: { route: NonNullable<CallDecision['route']> }) {
  return (
    <>
      <Fact name="Route">{`${route.name}, version ${route.version}`}</Fact>
      <Fact name="Rule">{route.rule ?? 'Its only way'}</Fact>
      <Fact name="Strategy">{route.strategy}</Fact>
      {route.arm === null ? null : <Fact name="Arm">{route.arm}</Fact>}
    </>
  );
}
