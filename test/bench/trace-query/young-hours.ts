import { measureYoungHours } from './measure-young-hours.ts';

/** A process of its own, so that nothing is measured that only the traces of a week beside it take, which nobody reads any more. */
const [count, runs] = process.argv.slice(2).map(Number);
await measureYoungHours(count ?? 0, runs ?? 0);
