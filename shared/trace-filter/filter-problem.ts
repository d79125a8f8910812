/** What is wrong with a filter's text, where, and what would be right. */
export interface FilterProblem {
  /** Character positions in the text: [start, end). */
  start: number;
  end: number;
  message: string;
}

/** Ends parsing; only `parseFilter` catches it. */
export class FilterSyntaxError extends Error {
  readonly problem: FilterProblem;

  constructor(problem: FilterProblem) {
    super(problem.message);
    this.name = 'FilterSyntaxError';
    this.problem = problem;
  }
}

export function refuse(start: number, end: number, message: string): never {
  throw new FilterSyntaxError({ start, end, message });
}
