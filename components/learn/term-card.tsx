'use client';

import { Suspense, useEffect, useRef } from 'react';
import type { TermId } from '../../lessons/terms';
import { useSiteHref } from '../site/site-href';
import popover from '../ui/popover.module.css';
import { useGlossary, useLearnWords } from './learn-words';

export interface TermInView {
  readonly id: TermId;
  readonly opener: HTMLElement;
}

/** A term's entry, one card for the whole lesson: it opens beside the word that was pressed and gives the focus back to it. */
export function TermCard({
  term,
  onClose,
}: {
  readonly term: TermInView | null;
  readonly onClose: () => void;
}) {
  const { prose } = useLearnWords();
  const card = useRef<HTMLDivElement>(null);
  const href = useSiteHref();
  useEffect(() => {
    const element = card.current;
    if (!element || term === null) return;
    element.showPopover({ source: term.opener });
    element.focus();
  }, [term]);
  return (
    <div
      ref={card}
      popover="auto"
      role="dialog"
      aria-labelledby="term-title"
      tabIndex={-1}
      className={popover.popover}
      onToggle={(event) => {
        if (event.newState === 'open') return;
        term?.opener.focus();
        onClose();
      }}
    >
      {term && (
        <Suspense>
          <Entry id={term.id} onClose={() => card.current?.hidePopover()} />
          <p>
            <a href={`${href('/learn/glossary/')}#${term.id}`}>{prose.entry}</a>
          </p>
        </Suspense>
      )}
    </div>
  );
}

function Entry({ id, onClose }: { readonly id: TermId; readonly onClose: () => void }) {
  const entry = useGlossary()[id];
  const { prose } = useLearnWords();
  return (
    <>
      <div className={popover.head}>
        <strong id="term-title">{entry.term}</strong>
        <button type="button" className={popover.close} onClick={onClose}>
          {prose.close}
        </button>
      </div>
      <p>{entry.text}</p>
    </>
  );
}
