'use client';

import { Command } from 'cmdk';
import { useRef } from 'react';
import { t } from '../../languages/current';
import { Dialog } from '../ui/dialog';
import type { Action, Group, Page } from './action';
import { ACTIONS } from './actions';
import styles from './commands.module.css';
import { KeyCap } from './key-cap';
import { openSheet } from './sheet';

const GROUPS: readonly Group[] = ['view', 'show', 'text', 'model', 'page', 'go'];

/** All that can be done now, found by typing. */
export function Palette({ page }: { readonly page: Page }) {
  const words = t().commands;
  const body = useRef<HTMLDivElement>(null);
  const able = ACTIONS.filter((action) => action.enabled(page) && action.id !== 'palette');
  const choose = (action: Action) => {
    // Closed first: the focus goes back to the page, and the command may move it from there.
    body.current?.closest('dialog')?.close();
    action.run(page);
  };
  return (
    <Dialog title={words.title} close={t().ui.close} onClose={() => closePalette()}>
      <div ref={body}>
        <Command label={words.title} className={styles.palette}>
          <Command.Input
            autoFocus
            className={styles.search}
            placeholder={words.search}
            aria-label={words.search}
          />
          <Command.List className={styles.list} label={words.title}>
            <Command.Empty className={styles.nothing}>{words.nothing}</Command.Empty>
            {GROUPS.map((group) => (
              <Command.Group key={group} heading={words.groups[group]} className={styles.group}>
                {able
                  .filter((action) => action.group === group)
                  .map((action) => (
                    <Command.Item
                      key={action.id}
                      value={action.label()}
                      className={styles.item}
                      onSelect={() => choose(action)}
                    >
                      <span>{action.label()}</span>
                      <KeyCap action={action} />
                    </Command.Item>
                  ))}
              </Command.Group>
            ))}
          </Command.List>
        </Command>
      </div>
    </Dialog>
  );
}

/** Nothing more is over the page, unless the command opened another sheet. */
function closePalette(): void {
  openSheet(null);
}
