import { useEffect, useState } from 'react';
import { useReducedMotion } from '../ui/use-reduced-motion';

/** How long a step stands before the next, ms: long enough to read its sentence. */
const STAY = 2_600;

interface Stepper {
  /** From 1 to the last. */
  readonly step: number;
  readonly playing: boolean;
  /** No motion is wanted: there is no play. */
  readonly still: boolean;
  readonly goTo: (step: number) => void;
  readonly toggle: () => void;
}

/** Steps of a picture: it plays through by itself once, unless the visitor wants no motion, and stops for good at a touch. */
export function useStepper(last: number): Stepper {
  const still = useReducedMotion();
  const [step, setStep] = useState(1);
  const [playing, setPlaying] = useState(true);
  const moves = playing && !still && step < last;

  useEffect(() => {
    if (!moves) return;
    const timer = setTimeout(() => setStep(step + 1), STAY);
    return () => clearTimeout(timer);
  }, [moves, step]);

  return {
    step,
    playing: moves,
    still,
    goTo: (next) => {
      setPlaying(false);
      setStep(Math.min(Math.max(next, 1), last));
    },
    toggle: () => {
      if (step === last) setStep(1);
      setPlaying(!moves);
    },
  };
}
