import { claudeTraits } from './claude-traits.ts';

/** True if the model holds to a JSON Schema by itself (`output_config.format`). */
export function supportsNativeStructuredOutput(model: string): boolean {
  return claudeTraits(model)?.takesOutputFormat ?? false;
}
