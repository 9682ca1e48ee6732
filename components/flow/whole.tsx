// biome-ignore-all lint/a11y/noNoninteractiveTabindex: the group takes the keys that play and step
// biome-ignore-all lint/a11y/useSemanticElements: a picture with its controls is no set of form fields
'use client';

import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { t } from '../../languages/current';
import type { Trace } from '../../model/trace';
import type { Role } from '../../store/state';
import { useApp } from '../app-store';
import type { Costed } from '../cost/comparison';
import { factsOf } from '../trace/facts';
import { Lit } from '../trace/lit';
import { MismatchNote } from '../trace/mismatch';
import { useRemote } from '../ui/panel';
import { Segmented } from '../ui/segmented';
import { type FlowFacts, phrasesOfStep } from './describe';
import styles from './flow-view.module.css';
import { drawGauges, Gauges } from './gauges';
import { LongRoad } from './long-road';
import { Picture, type Stage } from './picture/picture';
import { Roundabout } from './roundabout';
import { sceneOf, storedLayers, titleOf } from './scene-of';
import { Steps } from './steps';
import { timelineOf } from './timeline';
import { type Speed, usePlayback } from './use-playback';
import { useStageSpace } from './use-stage-space';

interface Props {
  readonly trace: Trace;
  readonly role: Role;
  /** The model on the same clock; null without one. */
  readonly beside: Costed | null;
}

/** The whole model, and tokens that travel it. */
export function Whole({ trace, role, beside }: Props) {
  const asList = useApp((state) => state.settings.table);
  const wanted = useApp((state) => state.settings.step);
  const set = useApp((state) => state.set);
  const root = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage>(null);
  const slider = useRef<HTMLInputElement>(null);
  const gauges = useRef<HTMLDivElement>(null);
  const { width, scale, names } = useStageSpace(root);
  const flow = useMemo<FlowFacts>(
    () => ({
      facts: factsOf(trace),
      timeline: timelineOf(trace, beside?.run ?? null),
      model: role,
      beside: beside?.role ?? null,
      storedLayer: storedLayers(trace),
    }),
    [trace, beside, role],
  );
  const scene = useMemo(() => sceneOf(trace, flow, beside, width), [trace, flow, beside, width]);
  const { timeline, facts } = flow;
  const steps = timeline.phases.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: with another scene there are other nodes to write to
  const draw = useCallback(
    (seconds: number) => {
      stage.current?.draw(seconds);
      if (slider.current) {
        slider.current.value = String(seconds);
        slider.current.style.setProperty('--share', String(seconds / timeline.seconds));
      }
      drawGauges(gauges.current, timeline, seconds);
    },
    [timeline, scene, asList],
  );
  const onRest = useCallback((step: number) => set({ step }), [set]);
  const playback = usePlayback(timeline, draw, { step: wanted, onRest });
  const { playing, step, between, still, rest } = playback;
  useEffect(() => {
    const input = slider.current;
    input?.addEventListener('change', rest);
    return () => input?.removeEventListener('change', rest);
  }, [rest]);
  const { goTo } = playback;
  useRemote(useCallback((by) => goTo(by === 1 || !between ? step + by : step), [goTo, step, between]));
  const told = playing || between ? Math.min(step + 1, steps) : step;
  const phrases = useMemo(() => phrasesOfStep(flow, told), [flow, told]);
  const sentence = phrases.map(({ text }) => text).join('');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLSelectElement) return;
    const input = event.target instanceof HTMLInputElement ? event.target.type : null;
    if (input === 'radio') return;
    if (event.key === ' ') {
      if (event.target instanceof HTMLButtonElement || still) return;
      playback.toggle();
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowUp') playback.goTo(step + 1);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') playback.goTo(between ? step : step - 1);
    else if (event.key === 'Home') playback.goTo(0);
    else if (event.key === 'End') playback.goTo(steps);
    else return;
    event.preventDefault();
  };
  const shared = trace.config.kvCache === 'recursive_sharing';
  const ticketed = facts.routing === 'token';
  const says = t().flow;
  return (
    <div
      ref={root}
      role="group"
      aria-label={says.group}
      tabIndex={0}
      className={styles.whole}
      onKeyDown={onKeyDown}
    >
      <p className={styles.caption}>
        <strong data-role={role}>{t().cost.models[role]}</strong>
        {says.about.of(titleOf(trace)) + t().common.between}
        {role === 'mor' && <MismatchNote />}
      </p>
      {asList ? (
        <Steps flow={flow} step={step} onChoose={playback.goTo} />
      ) : (
        <Picture
          ref={stage}
          flow={flow}
          scene={scene}
          scale={scale}
          names={names}
          role={role}
          shared={shared}
          ticketed={ticketed}
          over={
            scene.kind === 'round' &&
            !scene.narrow && (
              <button
                type="button"
                className={styles.open}
                style={{ left: scene.frame.x + scene.frame.width + 10, top: scene.frame.y + 2 }}
                onClick={() => set({ level: 'recursion' })}
              >
                {says.lookInside}
              </button>
            )
          }
        >
          {scene.kind === 'long' ? (
            <LongRoad scene={scene} tokens={facts.tokens.length} />
          ) : (
            <Roundabout
              scene={scene}
              facts={facts}
              shared={shared}
              ticketed={ticketed}
              besideTitle={beside && roadOf(beside)}
            />
          )}
        </Picture>
      )}
      <p className={styles.sentence} aria-live={playing ? 'off' : 'polite'}>
        <Lit phrases={phrases} />
      </p>
      <div className={styles.controls}>
        <div className={styles.buttons}>
          {!still && (
            <button type="button" className={styles.play} onClick={playback.toggle}>
              {playing ? says.pause : says.play}
            </button>
          )}
          <button
            type="button"
            onClick={() => playback.goTo(between ? step : step - 1)}
            disabled={step === 0 && !between}
          >
            {says.back}
          </button>
          <button type="button" onClick={() => playback.goTo(step + 1)} disabled={step === steps}>
            {says.step}
          </button>
        </div>
        <input
          ref={slider}
          type="range"
          className={styles.slider}
          data-role={role}
          aria-label={says.time}
          aria-valuetext={sentence}
          min={0}
          max={timeline.seconds}
          step="any"
          defaultValue={0}
          onChange={(event) => playback.seek(Number(event.currentTarget.value))}
        />
        {!still && (
          <Segmented
            label={says.speed}
            hideLabel
            small
            value={playback.speed}
            options={([0.5, 1, 2, 4] as const).map((speed) => ({ value: speed, label: `${speed}×` }))}
            onChange={(speed) => playback.setSpeed(speed as Speed)}
          />
        )}
      </div>
      <Gauges ref={gauges} role={role} beside={beside?.role ?? null} />
    </div>
  );
}

/** What is said of the road of the model beside. */
function roadOf({ run, note }: Costed): string {
  const { about } = t().flow;
  const road = about.everyLayer(run.passes.length);
  return note === null ? road : about.countedAsMor(road);
}
