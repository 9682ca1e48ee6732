'use client';

import { useEffect, useRef, useState } from 'react';
import type { MorErrorData } from '../../model/errors';
import { loadRun } from '../../store/results/load';
import type { RunCard } from '../../store/results/schema';
import { asMorError } from '../../workers/failure';
import { flops, metric } from '../ui/format';
import { LineChart } from './charts/line-chart';
import styles from './results.module.css';
import { kindOf, modelName } from './tables/models';

interface Props {
  /** Name of the run's file, or null while none is open. */
  readonly run: string | null;
  readonly baseUrl: string;
  readonly onClose: () => void;
}

type Loaded =
  | { readonly run: string; readonly card: RunCard }
  | { readonly run: string; readonly error: MorErrorData };

/** A run as it was: what was asked for, what it cost, how its loss fell, and the command that does it again. */
export function CardDialog({ run, baseUrl, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    if (run === null) {
      dialog.current?.close();
      return;
    }
    if (dialog.current?.open === false) dialog.current.showModal();
    let wanted = true;
    loadRun(baseUrl, run)
      .then((card): Loaded => ({ run, card }))
      .catch((error: unknown): Loaded => ({ run, error: asMorError(error).toData() }))
      .then((result) => {
        if (wanted) setLoaded(result);
      });
    return () => {
      wanted = false;
    };
  }, [run, baseUrl]);
  const shown = loaded?.run === run ? loaded : null;
  return (
    <dialog
      ref={dialog}
      className={styles.card}
      aria-label="The run’s card"
      onClose={onClose}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      {run !== null && (
        <div className={styles.cardBody}>
          {shown === null && <p className={styles.note}>The card is on its way.</p>}
          {shown !== null && 'error' in shown && (
            <p role="alert">
              <strong>{shown.error.message}</strong> {shown.error.remedy} <code>{shown.error.code}</code>
            </p>
          )}
          {shown !== null && 'card' in shown && (
            <Card card={shown.card} address={`${baseUrl}results/experiments/${run}.json`} />
          )}
          <form method="dialog">
            <button type="submit" className={styles.close}>
              Close
            </button>
          </form>
        </div>
      )}
    </dialog>
  );
}

function Card({ card, address }: { readonly card: RunCard; readonly address: string }) {
  const facts: readonly (readonly [string, string])[] = [
    ['Run', card.id],
    [
      'Parameters',
      `${metric(card.parameters)}, ${metric(card.uniqueNonEmbeddingParameters)} outside the embedding`,
    ],
    ['Layers', `${card.layers} run, width ${card.hiddenSize}`],
    ['Trained on', `${metric(card.tokens)} tokens in ${card.steps.toLocaleString('en-US')} steps`],
    ['Training FLOPs', flops(card.trainingFlops)],
    [
      'Speed',
      `${card.tokensPerSecond.toLocaleString('en-US')} tokens a second, ${Math.round(card.seconds / 60)} minutes`,
    ],
    ['Hardware', card.hardware],
    ['Seed', String(card.seed)],
  ];
  return (
    <>
      <h2>{modelName(card)}</h2>
      <p className={styles.note}>{card.question}</p>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <LineChart
        plain
        title="Loss while training"
        sentence={`From ${card.lossCurve[0]?.natsPerToken.toFixed(2)} to ${card.lossCurve.at(-1)?.natsPerToken.toFixed(2)} nats a token.`}
        xLabel="tokens seen"
        yLabel="nats a token"
        xText={(value) => metric(value)}
        series={[
          {
            key: 'loss',
            label: 'loss',
            kind: kindOf(card),
            points: card.lossCurve.map(({ tokens, natsPerToken }) => ({
              x: tokens,
              y: natsPerToken,
              sentence: '',
            })),
          },
        ]}
      />
      <table className={styles.losses}>
        <caption className="visually-hidden">Loss on each held-out set</caption>
        <thead>
          <tr>
            <th scope="col">Held-out set</th>
            <th scope="col">Selection</th>
            <th scope="col">Nats a token</th>
            <th scope="col">Bits a byte</th>
            <th scope="col">Mean depth</th>
          </tr>
        </thead>
        <tbody>
          {card.losses
            .filter(({ rule }) => card.routing !== 'none' || rule === 'threshold')
            .map((loss) => (
              <tr key={`${loss.set} ${loss.rule}`}>
                <th scope="row">{loss.set}</th>
                <td>
                  {card.routing === 'none' ? 'every token' : loss.rule === 'topk' ? 'top-k' : 'threshold'}
                </td>
                <td>{loss.natsPerToken.toFixed(3)}</td>
                <td>{loss.bitsPerByte.toFixed(3)}</td>
                <td>{loss.meanDepth.toFixed(2)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <p className={styles.note}>Made by</p>
      <pre className={styles.command}>{card.command}</pre>
      <p>
        <a href={address}>The whole card as JSON</a>
      </p>
    </>
  );
}
