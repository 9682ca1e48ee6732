'use client';

import { t } from '../../languages/current';
import type { GenerationState } from '../../store/generation-state';
import { WRITERS, type WriterRole } from '../../store/source';
import type { GenerationStep } from '../../workers/generation';
import { bytes, duration, flops, percent } from '../ui/format';
import { Token } from '../ui/token';
import styles from './generate.module.css';

interface Props {
  readonly written: GenerationState['written'];
  readonly recursions: number;
}

/** Both texts as rows and figures. */
export function WrittenTable({ written, recursions }: Props) {
  const roles = WRITERS.filter((role) => written[role] !== null);
  const rows = Math.max(0, ...roles.map((role) => written[role]?.steps.length ?? 0));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroller} aria-label={t().generate.table.name} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t().generate.table.caption}</caption>
        <thead>
          <tr>
            <th rowSpan={2} scope="col">
              #
            </th>
            {roles.map((role) => (
              <th key={role} scope="colgroup" colSpan={columnsOf(role)}>
                {t().generate.models[role]}
              </th>
            ))}
          </tr>
          <tr>{roles.map((role) => heads(role, recursions))}</tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, index) => (
            <tr
              // biome-ignore lint/suspicious/noArrayIndexKey: a written token is its place
              key={index}
            >
              <th scope="row">{index + 1}</th>
              {roles.map((role) => cells(role, written[role]?.steps[index]))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const columnsOf = (role: WriterRole) => (role === 'mor' ? 6 : 5);

function heads(role: WriterRole, recursions: number) {
  const says = t().generate.table;
  const depth = role === 'mor' ? [says.depthOf(recursions)] : [];
  return [says.token, says.probability, ...depth, says.flops, says.cache, says.time].map((head) => (
    <th key={`${role} ${head}`} scope="col">
      {head}
    </th>
  ));
}

function cells(role: WriterRole, step: GenerationStep | undefined) {
  if (!step) return <td key={role} colSpan={columnsOf(role)} />;
  const over = step.end === 'end-of-text';
  const entries = [
    over ? t().generate.endOfText : <Token key="token" text={step.token.text} />,
    percent(step.probability),
    ...(role === 'mor' ? [over ? '–' : step.depth] : []),
    over ? '–' : flops(step.flops),
    bytes(step.kvBytes),
    duration(step.ms),
  ];
  return entries.map((entry, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
    <td key={`${role} ${i}`}>{entry}</td>
  ));
}
