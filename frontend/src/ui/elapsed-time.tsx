import { useEffect, useState } from 'react';

/** Seconds since it was shown: says that something still goes on. */
export function ElapsedTime() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const start = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - start) / 1000)), 250);
    return () => clearInterval(timer);
  }, []);
  return <span data-exact="">{seconds} s</span>;
}
