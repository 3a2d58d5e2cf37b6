import { useEffect, useState } from "preact/hooks";

/** The clock, read once a second, so that a request ages before the reader's eyes. */
export const useNow = (): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
};

/** A span of time for a reader, in its largest unit or two. */
export const spanOf = (seconds: number): string => {
  const whole = Math.abs(Math.round(seconds));
  if (whole < 120) return `${whole} s`;
  if (whole < 7200) return `${Math.round(whole / 60)} min`;
  if (whole < 172_800) return `${Math.round(whole / 3600)} h`;
  return `${Math.round(whole / 86_400)} days`;
};
