// biome-ignore-all lint/a11y/noNoninteractiveTabindex: the group takes the keys that play and step
// biome-ignore-all lint/a11y/useSemanticElements: a picture with its controls is no set of form fields
'use client';

import { type KeyboardEvent, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { Trace } from '../../model/trace';
import { comparable } from '../../store/selection';
import { useApp, useAppStore } from '../app-store';
import { compare } from '../cost/comparison';
import { factsOf } from '../trace/facts';
import { flops, percent, words } from '../ui/format';
import { Panel, PanelAction } from '../ui/panel';
import { Segmented } from '../ui/segmented';
import { Token } from '../ui/token';
import { describeStep, type FlowFacts } from './describe';
import styles from './flow-view.module.css';
import { Inside } from './inside';
import { OneHead } from './one-head';
import { Roundabout, type Stage } from './roundabout';
import { layerNames, sceneOf, titleOf } from './scene-of';
import { flopsAt, timelineOf } from './timeline';
import { type Speed, usePlayback } from './use-playback';
import { useWidth } from './use-width';

type Level = 'model' | 'recursion' | 'head';
type Shown = 'mor' | 'recursive';

/** The picture of the architecture, played: tokens go round the shared block, leave, wait and rejoin. */
export function FlowView() {
  const run = useDeferredValue(useApp((state) => state.run));
  const [level, setLevel] = useState<Level>('model');
  const [wanted, setShown] = useState<Shown>('mor');
  const [asList, setAsList] = useState(false);
  const { mor } = run.traces;
  const recursive = comparable(run, 'recursive');
  const shown: Shown = wanted === 'recursive' && recursive ? 'recursive' : 'mor';
  const trace = shown === 'recursive' ? recursive : mor;
  if (!mor || !trace || trace.tokens.length === 0 || trace.recursions.length === 0) {
    return (
      <Panel title="Flow" busy={run.status === 'loading'}>
        <p className={styles.caption}>
          {run.status === 'empty'
            ? 'Nothing to read yet. Type a sentence above, or take one of the examples.'
            : 'Here the tokens of the text will go round the model.'}
        </p>
      </Panel>
    );
  }
  return (
    <Panel
      title="Flow"
      actions={
        <>
          {recursive && (
            <Segmented
              label="Model"
              hideLabel
              small
              value={shown}
              options={[
                { value: 'mor', label: 'MoR' },
                { value: 'recursive', label: 'Recursive' },
              ]}
              onChange={setShown}
            />
          )}
          <Segmented
            label="How near"
            hideLabel
            small
            value={level}
            options={[
              { value: 'model', label: 'Whole model' },
              { value: 'recursion', label: 'One recursion' },
              { value: 'head', label: 'One head' },
            ]}
            onChange={setLevel}
          />
          {level === 'model' && (
            <PanelAction pressed={asList} onClick={() => setAsList(!asList)}>
              Show as list
            </PanelAction>
          )}
        </>
      }
    >
      {level === 'model' && (
        <Whole trace={trace} mor={mor} role={shown} asList={asList} onOpen={() => setLevel('recursion')} />
      )}
      {level === 'recursion' && <Inside trace={trace} facts={factsOf(trace)} />}
      {level === 'head' && <OneHead trace={trace} facts={factsOf(trace)} />}
    </Panel>
  );
}

interface WholeProps {
  readonly trace: Trace;
  readonly mor: Trace;
  readonly role: Shown;
  readonly asList: boolean;
  readonly onOpen: () => void;
}

const NAMES = { mor: 'MoR', recursive: 'The recursive model' } as const;

function Whole({ trace, mor, role, asList, onOpen }: WholeProps) {
  const run = useDeferredValue(useApp((state) => state.run));
  const root = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage>(null);
  const slider = useRef<HTMLInputElement>(null);
  const gauges = useRef<HTMLDivElement>(null);
  const width = useWidth(root);
  const beside = useMemo(() => compare({ ...run.traces, mor }).vanilla, [run.traces, mor]);
  const flow = useMemo<FlowFacts>(
    () => ({
      facts: factsOf(trace),
      timeline: timelineOf(trace, beside?.run ?? null),
      name: NAMES[role],
      layerName: layerNames(trace),
    }),
    [trace, beside, role],
  );
  const scene = useMemo(() => sceneOf(trace, flow, beside, width), [trace, flow, beside, width]);
  const { timeline, facts } = flow;

  // biome-ignore lint/correctness/useExhaustiveDependencies: with another scene there are other nodes to write to
  const draw = useCallback(
    (seconds: number) => {
      stage.current?.draw(seconds);
      if (slider.current) {
        slider.current.value = String(seconds);
        slider.current.style.setProperty('--share', String(seconds / timeline.seconds));
      }
      drawGauges(gauges.current, flow, seconds);
    },
    [flow, timeline, scene, asList],
  );
  const playback = usePlayback(timeline, draw);
  const { playing, step, between, still } = playback;
  const sentence = describeStep(flow, playing || between ? Math.min(step + 1, timeline.phases.length) : step);
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
    else if (event.key === 'End') playback.goTo(timeline.phases.length);
    else return;
    event.preventDefault();
  };
  const laps =
    facts.routing === 'none' ? `${facts.recursions} laps for every token` : 'as many laps as a token needs';
  return (
    <div
      ref={root}
      role="group"
      aria-label="The run, step by step. Space plays and pauses, left and right arrows step, Home and End go to its ends."
      tabIndex={0}
      className={styles.whole}
      onKeyDown={onKeyDown}
    >
      <p className={styles.caption}>
        <strong className={styles.name} data-role={role}>
          {role === 'mor' ? 'MoR' : 'Recursive'}
        </strong>
        : {titleOf(trace, laps)}.
      </p>
      {asList ? (
        <Steps flow={flow} step={step} onChoose={playback.goTo} />
      ) : (
        <Roundabout
          ref={stage}
          flow={flow}
          scene={scene}
          role={role}
          shared={trace.config.kvCache === 'recursive_sharing'}
          ticketed={facts.routing === 'token'}
          besideTitle={
            beside &&
            `every token through ${words(beside.run.passes.length)} different layers${beside.note ? ', counted for as many layers as MoR has' : ''}`
          }
          onOpen={onOpen}
        />
      )}
      <p className={styles.sentence} aria-live={playing ? 'off' : 'polite'}>
        {sentence}
      </p>
      <div className={styles.controls}>
        <div className={styles.buttons}>
          {!still && (
            <button type="button" className={styles.play} onClick={playback.toggle}>
              {playing ? 'Pause' : 'Play'}
            </button>
          )}
          <button
            type="button"
            onClick={() => playback.goTo(between ? step : step - 1)}
            disabled={step === 0 && !between}
          >
            Back
          </button>
          <button
            type="button"
            onClick={() => playback.goTo(step + 1)}
            disabled={step === timeline.phases.length}
          >
            Step
          </button>
        </div>
        <input
          ref={slider}
          type="range"
          className={styles.slider}
          aria-label="Time in the run"
          aria-valuetext={sentence}
          min={0}
          max={timeline.seconds}
          step="any"
          defaultValue={0}
          onChange={(event) => playback.seek(Number(event.currentTarget.value))}
        />
        {!still && (
          <Segmented
            label="Speed"
            hideLabel
            small
            value={playback.speed}
            options={([0.5, 1, 2, 4] as const).map((speed) => ({ value: speed, label: `${speed}×` }))}
            onChange={(speed) => playback.setSpeed(speed as Speed)}
          />
        )}
      </div>
      <div ref={gauges} className={styles.gauges} data-role={role}>
        <Gauge name={role === 'mor' ? 'MoR' : 'Recursive'} what="own" />
        {beside && <Gauge name="Vanilla" what="beside" />}
      </div>
    </div>
  );
}

function Gauge({ name, what }: { readonly name: string; readonly what: 'own' | 'beside' }) {
  return (
    <div className={styles.gauge} data-gauge={what}>
      <span>{name}</span>
      <span className={styles.bar} aria-hidden="true">
        <i data-rest="" />
        <i data-spent="" />
      </span>
      <span className={styles.figure} data-figure="" />
    </div>
  );
}

/** FLOPs each has spent: one clock, and the one that is done stops. */
function drawGauges(root: HTMLElement | null, { timeline }: FlowFacts, seconds: number) {
  if (!root) return;
  const clock = flopsAt(timeline, seconds);
  const longest = Math.max(timeline.total, timeline.besideTotal ?? 0);
  for (const gauge of root.querySelectorAll<HTMLElement>('[data-gauge]')) {
    const own = gauge.dataset.gauge === 'own';
    const total = own ? timeline.total : (timeline.besideTotal ?? 0);
    const spent = Math.min(total, clock);
    const width = (selector: string, share: number) => {
      const bar = gauge.querySelector<HTMLElement>(selector);
      if (bar) bar.style.transform = `scaleX(${share})`;
    };
    width('[data-rest]', total / longest);
    width('[data-spent]', spent / longest);
    const figure = gauge.querySelector('[data-figure]');
    const done = spent >= total && seconds > 0;
    const saved =
      own && timeline.besideTotal ? `, ${percent(total / timeline.besideTotal)} of vanilla’s` : '';
    const text = done ? `done with ${flops(total)}${saved}` : `${flops(spent)} of ${flops(total)}`;
    if (figure && figure.textContent !== text) figure.textContent = text;
    if (done !== (gauge.dataset.done !== undefined)) {
      if (done) gauge.dataset.done = '';
      else delete gauge.dataset.done;
    }
  }
}

/** The same run in words; a token can be pinned from here by keyboard. */
function Steps(props: { flow: FlowFacts; step: number; onChoose: (step: number) => void }) {
  const { flow, step, onChoose } = props;
  const store = useAppStore();
  const pinned = useApp((state) => state.selection.pinned);
  return (
    <div className={styles.steps}>
      <ol>
        {Array.from({ length: flow.timeline.phases.length + 1 }, (_, i) => {
          const sentence = describeStep(flow, i);
          return (
            <li key={sentence}>
              <button
                type="button"
                aria-current={i === step ? 'step' : undefined}
                onClick={() => onChoose(i)}
              >
                {sentence}
              </button>
            </li>
          );
        })}
      </ol>
      <ul className={styles.tokens} aria-label="Tokens">
        {flow.facts.tokens.map((token) => (
          <li key={token.position}>
            <button
              type="button"
              aria-pressed={token.position === pinned}
              onClick={() => store.getState().pin(token.position === pinned ? null : token.position)}
              onPointerEnter={() => store.getState().hover(token.position)}
              onPointerLeave={() => store.getState().hover(null)}
            >
              <Token text={token.text} /> <small>{token.depth}</small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
