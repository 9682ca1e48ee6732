'use client';

import { useEffect, useRef, useState } from 'react';
import { t } from '../../languages/current';
import type { MorErrorData } from '../../model/errors';
import type { RunCard } from '../../store/results/experiments';
import { loadRun } from '../../store/results/load';
import { asMorError } from '../../workers/failure';
import { flops, metric } from '../ui/format';
import { SaidError } from '../ui/said-error';
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
  const says = t().results.card;
  return (
    <dialog
      ref={dialog}
      className={styles.card}
      aria-label={says.name}
      onClose={onClose}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      {run !== null && (
        <div className={styles.cardBody}>
          {shown === null && <p className={styles.note}>{says.onTheWay}</p>}
          {shown !== null && 'error' in shown && (
            <p role="alert">
              <SaidError error={shown.error} />
            </p>
          )}
          {shown !== null && 'card' in shown && (
            <Card card={shown.card} address={`${baseUrl}results/experiments/${run}.json`} />
          )}
          <form method="dialog">
            <button type="submit" className={styles.close}>
              {says.close}
            </button>
          </form>
        </div>
      )}
    </dialog>
  );
}

function Card({ card, address }: { readonly card: RunCard; readonly address: string }) {
  const says = t().results.card;
  const facts: readonly (readonly [string, string])[] = [
    [says.facts.run, card.id],
    [
      says.facts.parameters,
      says.parameters(metric(card.parameters), metric(card.uniqueNonEmbeddingParameters)),
    ],
    [says.facts.layers, says.layers(card.layers, card.hiddenSize)],
    [says.facts.trainedOn, says.trainedOn(metric(card.tokens), card.steps.toLocaleString('en-US'))],
    [says.facts.flops, flops(card.trainingFlops)],
    [
      says.facts.speed,
      says.speed(card.tokensPerSecond.toLocaleString('en-US'), Math.round(card.seconds / 60)),
    ],
    [says.facts.hardware, card.hardware],
    [says.facts.precision, card.precision],
    [says.facts.seed, String(card.seed)],
  ];
  return (
    <>
      <h2>{modelName(card)}</h2>
      <p className={styles.note}>{t().results.question(card.group, card.question)}</p>
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
        title={says.curve}
        sentence={says.curveSays(
          card.lossCurve[0]?.natsPerToken.toFixed(2) ?? '–',
          card.lossCurve.at(-1)?.natsPerToken.toFixed(2) ?? '–',
        )}
        xLabel={t().results.pictures.tokensSeen}
        yLabel={t().results.pictures.natsPerToken}
        xText={(value) => metric(value)}
        series={[
          {
            key: 'loss',
            label: says.loss,
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
        <caption className="visually-hidden">{says.losses}</caption>
        <thead>
          <tr>
            <th scope="col">{t().results.heldOutSet}</th>
            <th scope="col">{says.selection}</th>
            <th scope="col">{says.natsPerToken}</th>
            <th scope="col">{says.bitsPerByte}</th>
            <th scope="col">{says.meanDepth}</th>
          </tr>
        </thead>
        <tbody>
          {card.losses
            .filter(({ rule }) => card.routing !== 'none' || rule === 'threshold')
            .map((loss) => (
              <tr key={`${loss.set} ${loss.rule}`}>
                <th scope="row">{loss.set}</th>
                <td>{says.rules[card.routing === 'none' ? 'all' : loss.rule]}</td>
                <td>{loss.natsPerToken.toFixed(3)}</td>
                <td>{loss.bitsPerByte.toFixed(3)}</td>
                <td>{loss.meanDepth.toFixed(2)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <p className={styles.note}>{says.madeBy}</p>
      <pre className={styles.command}>{card.command}</pre>
      <p>
        <a href={address}>{says.json}</a>
      </p>
    </>
  );
}
