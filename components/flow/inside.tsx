'use client';

import { t } from '../../languages/current';
import { forwardPlan } from '../../model/sharing';
import type { Trace } from '../../model/trace';
import { useApp } from '../app-store';
import { tokenName } from '../trace/describe';
import type { RunFacts } from '../trace/facts';
import { flops, score } from '../ui/format';
import { RichText } from '../ui/rich-text';
import { Segmented } from '../ui/segmented';
import styles from './inside.module.css';
import { cost } from './timeline';

/** One recursion, or one layer of a model without: opened into its parts, and what comes of it for the pinned token. */
export function Inside({ trace, facts }: { readonly trace: Trace; readonly facts: RunFacts }) {
  const pinned = useApp((state) => state.selection.pinned);
  const scrubbed = useApp((state) => state.selection.recursion);
  const wanted = useApp((state) => state.settings.layer);
  const scrub = useApp((state) => state.scrub);
  const set = useApp((state) => state.set);
  const { config } = trace;
  const plan = forwardPlan(config);
  const recurs = facts.recursions > 0;
  const recursion = Math.min(scrubbed ?? 1, facts.recursions);
  const layer = Math.min(Math.max(0, wanted), config.numHiddenLayers - 1);
  const layers = recurs ? (plan.recursions[recursion - 1] ?? []) : plan.prologue.slice(layer, layer + 1);
  const passes = layers.flatMap((each) => trace.passes.filter((pass) => pass.layer === each.layer));
  const token = facts.tokens[pinned ?? 0];
  const shared = config.kvCache === 'recursive_sharing' && recursion > 1;
  const says = t().flow.inside;
  return (
    <div className={styles.inside}>
      {recurs ? (
        <Segmented
          label={says.recursion}
          hideLabel
          small
          value={recursion}
          options={plan.recursions.map((_, i) => ({ value: i + 1, label: says.recursionAt(i + 1) }))}
          onChange={scrub}
        />
      ) : (
        <Segmented
          label={says.layer}
          hideLabel
          small
          value={layer}
          options={plan.prologue.map((each) => ({ value: each.layer, label: String(each.layer) }))}
          onChange={(next) => set({ layer: next })}
        />
      )}
      <p className={styles.sentence}>{sentence(trace, facts, recursion, passes[0]?.queries ?? 0, shared)}</p>
      <div className={styles.belt} data-picture="">
        <div className={styles.state}>
          <b>H</b>
          <small>{says.width(config.hiddenSize)}</small>
        </div>
        {layers.map((layer, i) => {
          const pass = passes[i];
          return (
            <section key={layer.layer} className={styles.layer} aria-label={says.layerAt(layer.stored)}>
              <h3>
                {says.layerHead(layer.stored)}
                {pass && <small>{flops(cost(trace, pass).flops)}</small>}
              </h3>
              <ol>
                <li className={styles.norm}>RMSNorm</li>
                <li className={styles.part}>
                  <strong>{says.attention}</strong>
                  <span>{says.heads(config.numAttentionHeads, config.numKeyValueHeads)}</span>
                  <span className={styles.kept} data-reused={shared || undefined}>
                    {shared ? says.readsLapOne(pass?.keys ?? 0) : says.keptHere(pass?.kvWritten ?? 0)}
                  </span>
                </li>
                <li className={styles.plus}>{says.plus}</li>
                <li className={styles.norm}>RMSNorm</li>
                <li className={styles.part}>
                  <strong>SwiGLU</strong>
                  <span className={styles.swiglu}>
                    <i>SiLU(gate)</i> × <i>up</i>
                    <span>→</span>
                    <i>down</i>
                  </span>
                  <span>
                    {config.hiddenSize} → {config.intermediateSize} → {config.hiddenSize}
                  </span>
                </li>
                <li className={styles.plus}>{says.plus}</li>
              </ol>
            </section>
          );
        })}
        <div className={styles.state}>
          <b>{recurs ? 'F(H)' : 'H′'}</b>
          <small>{recurs ? says.output : says.next}</small>
        </div>
      </div>
      {recurs && (
        <p className={styles.update}>
          <Update trace={trace} facts={facts} position={token?.position ?? 0} recursion={recursion} />
        </p>
      )}
      {recurs && pinned === null && token && <p className={styles.note}>{says.shownFor(tokenName(token))}</p>}
    </div>
  );
}

function sentence(
  trace: Trace,
  facts: RunFacts,
  recursion: number,
  queries: number,
  shared: boolean,
): string {
  const says = t().flow.inside;
  if (queries === 0) return says.none;
  const alike = trace.config.kvCache === 'full' || recursion === 1;
  const sees = alike ? 'everyone' : shared ? 'keptOnLapOne' : 'thoseHere';
  return says.who(queries, facts.tokens.length, facts.recursions > 0, sees);
}

const formula = (text: string) => <code>{text}</code>;

/** What becomes of the block's output: the residual of the recursion. */
function Update(props: { trace: Trace; facts: RunFacts; position: number; recursion: number }) {
  const { trace, facts, position, recursion } = props;
  const { routing } = trace.config;
  const decision = facts.tokens[position]?.decisions[recursion - 1];
  const says = t().flow.inside;
  if (decision && decision.passage !== 'through') {
    return <RichText text={says.stays(tokenName(facts.tokens[position]!))} as={{ formula }} />;
  }
  if (routing.type === 'none') return <RichText text={says.notGated()} as={{ formula }} />;
  const last = facts.tokens[position]?.depth === recursion;
  if (routing.type === 'token' && !routing.gateEveryRecursion && !last) {
    return <RichText text={says.beforeLastLap()} as={{ formula }} />;
  }
  const gate = decision?.gate ?? null;
  const factor = routing.gating === 'additive' ? null : gate;
  const base = routing.type === 'token' ? 'H₁' : 'H';
  return (
    <>
      <code>
        H ← {base} + {factor === null ? '' : <em>{score(factor)}</em>}
        {factor === null ? '' : ' · '}F(H)
      </code>{' '}
      {factor === null ? says.added : says.weighed}
    </>
  );
}
