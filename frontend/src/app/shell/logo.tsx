/** A railway signal with its middle lamp lit. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <rect x="5" y="1" width="10" height="18" rx="5" fill="var(--border)" />
      <circle cx="10" cy="6" r="2.7" fill="var(--accent)" />
      <circle cx="10" cy="14" r="2.7" fill="var(--go)" />
    </svg>
  );
}
