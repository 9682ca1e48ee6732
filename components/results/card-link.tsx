import type { ReactNode } from 'react';

interface Props {
  /** Name of the run's file in `results/experiments/`, without its ending. */
  readonly run: string;
  readonly onRun: (run: string) => void;
  readonly children: ReactNode;
}

/** Opens the card of a run; its address opens it too. */
export function CardLink({ run, onRun, children }: Props) {
  return (
    <a
      href={`?run=${run}`}
      onClick={(event) => {
        event.preventDefault();
        onRun(run);
      }}
    >
      {children}
    </a>
  );
}
