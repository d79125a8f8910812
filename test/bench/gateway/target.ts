/** What is called, and how. */
export interface Target {
  name: string;
  /** Up to and including `/v1`. */
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  /** What it calls the model of the fake provider. */
  model: string;
  /** Whose CPU and memory are counted; null: nobody's. */
  processId: number | null;
}
