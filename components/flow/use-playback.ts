'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useReducedMotion } from '../ui/use-reduced-motion';
import { stepAt, type Timeline, timeOfStep } from './timeline';

export type Speed = 0.5 | 1 | 2 | 4;

/** Milliseconds in which a step glides into place. */
const GLIDE = 700;

export interface Playback {
  readonly playing: boolean;
  readonly speed: Speed;
  /** Phases that are over. */
  readonly step: number;
  /** The next phase is under way. */
  readonly between: boolean;
  /** No motion is wanted: steps jump, and there is no play. */
  readonly still: boolean;
  readonly setSpeed: (speed: Speed) => void;
  readonly toggle: () => void;
  readonly goTo: (step: number) => void;
  readonly seek: (seconds: number) => void;
  /** Where it stands is where it rests. */
  readonly rest: () => void;
}

/** Where the picture is to stand, and who is told where it came to rest. */
interface Resting {
  readonly step: number;
  readonly onRest: (step: number) => void;
}

/**
 * The clock. `draw` is called with the seconds of playing whenever they change, at most once a frame; React is told only when a
 * step is over, and the page only when it rests.
 */
export function usePlayback(
  timeline: Timeline,
  draw: (seconds: number) => void,
  { step: wanted, onRest }: Resting,
): Playback {
  const still = useReducedMotion();
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const [step, setStep] = useState(wanted);
  const [between, setBetween] = useState(false);
  const now = useRef(0);
  const frame = useRef(0);
  const gliding = useRef(0);
  const drawing = useRef(draw);
  drawing.current = draw;
  const resting = useRef(onRest);
  resting.current = onRest;
  /** The step the page was told of last. */
  const told = useRef(wanted);

  const show = useCallback(
    (seconds: number) => {
      now.current = Math.min(timeline.seconds, Math.max(0, seconds));
      drawing.current(now.current);
      const over = stepAt(timeline, now.current);
      setStep(over);
      setBetween(now.current > timeOfStep(timeline, over) + 1e-6);
    },
    [timeline],
  );

  const tell = useCallback((over: number) => {
    if (told.current === over) return;
    told.current = over;
    resting.current(over);
  }, []);
  const rest = useCallback(() => tell(stepAt(timeline, now.current)), [timeline, tell]);

  const goTo = useCallback(
    (asked: number) => {
      cancelAnimationFrame(gliding.current);
      setPlaying(false);
      const aim = Math.min(timeline.phases.length, Math.max(0, asked));
      const target = timeOfStep(timeline, aim);
      const from = now.current;
      tell(aim);
      if (still || Math.abs(target - from) > 6 || typeof requestAnimationFrame === 'undefined') {
        show(target);
        return;
      }
      setStep(stepAt(timeline, target));
      setBetween(false);
      let began: number | null = null;
      const glide = (time: number) => {
        began ??= time;
        const share = Math.min(1, (time - began) / GLIDE);
        now.current = from + (target - from) * share;
        drawing.current(now.current);
        if (share < 1) gliding.current = requestAnimationFrame(glide);
        else show(target);
      };
      gliding.current = requestAnimationFrame(glide);
    },
    [timeline, still, show, tell],
  );

  // Another run, or the page asks for another step: it stands there, with nothing moving.
  const shown = useRef<Timeline | null>(null);
  useEffect(() => {
    if (shown.current === timeline && told.current === wanted) return;
    shown.current = timeline;
    told.current = wanted;
    cancelAnimationFrame(gliding.current);
    setPlaying(false);
    show(timeOfStep(timeline, wanted));
  }, [timeline, wanted, show]);

  // Another layout of the same run: what is drawn is drawn again.
  useEffect(() => draw(now.current), [draw]);

  useEffect(() => {
    if (!playing) return;
    let last: number | null = null;
    const tick = (time: number) => {
      const passed = last === null ? 0 : Math.min(100, time - last) / 1000;
      last = time;
      show(now.current + passed * speed);
      if (now.current < timeline.seconds) {
        frame.current = requestAnimationFrame(tick);
        return;
      }
      setPlaying(false);
      rest();
    };
    frame.current = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame.current);
  }, [playing, speed, timeline, show, rest]);

  const seek = useCallback(
    (seconds: number) => {
      cancelAnimationFrame(gliding.current);
      setPlaying(false);
      show(seconds);
    },
    [show],
  );

  const toggle = useCallback(() => {
    if (still) return;
    cancelAnimationFrame(gliding.current);
    if (playing) rest();
    else if (now.current >= timeline.seconds) show(0);
    setPlaying(!playing);
  }, [still, playing, timeline, show, rest]);

  useEffect(() => () => cancelAnimationFrame(gliding.current), []);
  return { playing: playing && !still, speed, step, between, still, setSpeed, toggle, goTo, seek, rest };
}
