'use client';

import { forwardPlan } from '../../model/sharing';
import type { Trace } from '../../model/trace';
import { useApp } from '../app-store';
import { tokenName } from '../trace/describe';
import type { RunFacts } from '../trace/facts';
import { counted, flops, score } from '../ui/format';
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
  return (
    <div className={styles.inside}>
      {recurs ? (
        <Segmented
          label="Recursion"
          hideLabel
          small
          value={recursion}
          options={plan.recursions.map((_, i) => ({ value: i + 1, label: `Recursion ${i + 1}` }))}
          onChange={scrub}
        />
      ) : (
        <Segmented
          label="Layer"
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
          <small>{config.hiddenSize} numbers a token</small>
        </div>
        {layers.map((layer, i) => {
          const pass = passes[i];
          return (
            <section key={layer.layer} className={styles.layer} aria-label={`Layer ${layer.stored}`}>
              <h3>
                layer {layer.stored}
                {pass && <small>{flops(cost(trace, pass).flops)}</small>}
              </h3>
              <ol>
                <li className={styles.norm}>RMSNorm</li>
                <li className={styles.part}>
                  <strong>Attention</strong>
                  <span>
                    {config.numAttentionHeads} heads, {config.numKeyValueHeads} of keys and values
                  </span>
                  <span className={styles.kept} data-reused={shared || undefined}>
                    {shared
                      ? `reads the ${counted(pass?.keys ?? 0, 'key')} kept on lap one`
                      : `${counted(pass?.kvWritten ?? 0, 'key')} kept here`}
                  </span>
                </li>
                <li className={styles.plus}>+ what came in</li>
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
                <li className={styles.plus}>+ what came in</li>
              </ol>
            </section>
          );
        })}
        <div className={styles.state}>
          <b>{recurs ? 'F(H)' : 'H′'}</b>
          <small>{recurs ? 'the block’s output' : 'what the next layer takes'}</small>
        </div>
      </div>
      {recurs && (
        <p className={styles.update}>
          <Update trace={trace} facts={facts} position={token?.position ?? 0} recursion={recursion} />
        </p>
      )}
      {recurs && pinned === null && token && (
        <p className={styles.note}>Shown for {tokenName(token)}. Pin another token to see its gate.</p>
      )}
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
  const who = `${queries} of ${counted(facts.tokens.length, 'token')} ${queries === 1 ? 'goes' : 'go'} through ${facts.recursions > 0 ? 'the block' : 'this layer'}.`;
  if (queries === 0) return 'No token came this far.';
  if (trace.config.kvCache === 'full' || recursion === 1) return `${who} Each sees every token before it.`;
  return shared
    ? `${who} Those who left are still there to be looked at: their keys and values of lap one are read again.`
    : `${who} Those who left are absent here: nobody can look at them on this lap.`;
}

/** What becomes of the block's output: the residual of the recursion. */
function Update(props: { trace: Trace; facts: RunFacts; position: number; recursion: number }) {
  const { trace, facts, position, recursion } = props;
  const { routing } = trace.config;
  const decision = facts.tokens[position]?.decisions[recursion - 1];
  if (decision && decision.passage !== 'through') {
    return (
      <>
        <code>H stays H</code>: {tokenName(facts.tokens[position]!)} is not on this lap; its state waits as it
        is.
      </>
    );
  }
  if (routing.type === 'none') {
    return (
      <>
        <code>H ← F(H)</code> Nothing is gated: the output goes round as it is.
      </>
    );
  }
  const last = facts.tokens[position]?.depth === recursion;
  if (routing.type === 'token' && !routing.gateEveryRecursion && !last) {
    return (
      <>
        <code>H ← F(H)</code> Before a ticket’s last lap the output goes round ungated.
      </>
    );
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
      {factor === null
        ? 'The output is added to the state that came in.'
        : 'The router’s gate weighs the whole output, and the state that came in is added.'}
    </>
  );
}
