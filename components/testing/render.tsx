import { type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { type AppStore, createAppStore } from '../../store/store';
import { createFakeEngine, type FakeEngine } from '../../workers/clients/fake';
import { fakeManifest } from '../../workers/clients/fake-trace';
import { AppStoreProvider } from '../app-store';
import { ServicesProvider } from '../services';

export interface Page extends RenderResult {
  readonly store: AppStore;
  readonly engine: FakeEngine;
  /** Draws the part anew, after `cleanup`. */
  readonly redraw: () => void;
  /** The visitor leaves: the engine ends. */
  readonly leave: () => void;
}

/** Draws a part of the page over a store with a fake engine, and waits for its first run. */
export async function renderOnPage(
  children: ReactNode,
  search = '',
  engine = createFakeEngine(),
): Promise<Page> {
  const store = createAppStore({
    engine,
    recorded: { find: async () => null },
    loadManifest: async () => fakeManifest(),
    location: { search: () => search, replace: () => {} },
  });
  const leave = store.start();
  await store.whenIdle();
  const draw = () =>
    render(
      <AppStoreProvider store={store}>
        <ServicesProvider value={{ engine, lives: store.lives, baseUrl: () => 'http://localhost/' }}>
          {children}
        </ServicesProvider>
      </AppStoreProvider>,
    );
  return { ...draw(), store, engine, redraw: () => void draw(), leave };
}
