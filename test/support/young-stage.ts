import { createDigestStage, type DigestStage, type DigestTables, deleteTrace } from './digest-stage.ts';

const minute = 60_000;

/** Traces in the first slice of an hour; three quarters of an hour later two slices are digested. */
export async function createYoungStage(tables: DigestTables): Promise<DigestStage> {
  const stage = createDigestStage(tables);
  for (let index = 0; index < 6; index++) {
    await stage.store(`trace ${index}`, { at: index * minute, tags: index === 2 ? ['rare'] : ['usual'] });
  }
  stage.advance(45 * minute);
  await stage.digest();
  return stage;
}

/** Some slices, one of them to be digested anew, and notes that the next run forgets. */
export async function createWrittenStage(tables: DigestTables & { core: string }): Promise<DigestStage> {
  const stage = await createYoungStage(tables);
  for (let index = 0; index < 10; index++) await stage.store(`late ${index}`, { at: index * 7000, tags: ['new'] });
  await stage.tag('trace 3', { add: ['new'] });
  await deleteTrace('trace 2', stage, tables);
  return stage;
}
