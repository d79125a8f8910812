/** Days for which objects in S3 may be kept: each is one lifecycle rule of the telemetry bucket. */
export const retentionClasses = [1, 3, 7, 14, 30, 60, 90, 180, 365, 730, 1095, 1825, 3650] as const;
export type RetentionClass = (typeof retentionClasses)[number];

/** The shortest class in which an object outlives a retention; the longest, where none is long enough. */
export function retentionClassOf(retentionDays: number): RetentionClass {
  return retentionClasses.find((days) => days >= retentionDays) ?? 3650;
}

/** The longest class whose objects are gone by then: for what must not outlive a retention that began before. */
export function retentionClassWithin(remainingDays: number): RetentionClass {
  return retentionClasses.findLast((days) => days <= remainingDays) ?? 1;
}
