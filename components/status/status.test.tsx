// @vitest-environment jsdom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { type Page, renderOnPage } from '../testing/render';
import { BackendBadge } from './backend-badge';
import { Messages } from './messages';
import { RunLine } from './run-line';
import { ScreenSummary } from './summaries';

let page: Page;

afterEach(() => {
  cleanup();
  page.leave();
});

const idle = () => act(() => page.store.whenIdle());

it('says what happened, what stayed and what can be done, and tries again', async () => {
  const user = userEvent.setup();
  page = await renderOnPage(<Messages />);
  expect(screen.queryByRole('alert')).toBeNull();
  page.engine.failNext('run nano/mor-expert', 'E-INTERNAL');
  act(() => page.store.getState().set({ text: 'Another text' }));
  await idle();
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain('Fake E-INTERNAL.');
  expect(alert.textContent).toContain('Your text and switches are as you left them');
  expect(alert.textContent).toContain('the last good run');
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  await idle();
  expect(screen.queryByRole('alert')).toBeNull();
});

/** What is told; it stands still for a while before it is. */
const told = async (expected: RegExp) => {
  const status = await screen.findByRole('status', { name: 'Run' });
  await waitFor(() => expect(status.textContent).toMatch(expected), { timeout: 5_000 });
};

it('tells a finished run politely, with depth, cache and FLOPs beside vanilla’s, and the next one as well', async () => {
  page = await renderOnPage(<Messages />);
  await told(
    /^Run complete, 6 tokens\. Mean depth .+ KV cache holds .+ kB, .+FLOPs\. On this text MoR does \d+% of vanilla’s FLOPs/,
  );
  act(() => page.store.getState().set({ text: 'Ann ran' }));
  await idle();
  await told(/^Run complete, 2 tokens\./);
});

it('says in short what is in view: text, model, picture and figures', async () => {
  page = await renderOnPage(<ScreenSummary />);
  const summary = screen.getByRole('region', { name: 'In short' });
  expect(summary.textContent).toMatch(
    /^Text: “The cat sat on the mat”\. Model: nano, Routing: Expert-choice, .+ View: Depth\.Mean depth/,
  );
  act(() => page.store.getState().set({ view: 'kv-cache', cache: 'shared' }));
  await idle();
  expect(summary.textContent).toContain('KV cache: Shared');
  expect(summary.textContent).toContain('View: KV cache.');
});

it('shows a notice until it is dismissed', async () => {
  const user = userEvent.setup();
  page = await renderOnPage(<Messages />, '?recursions=9');
  const notices = screen.getByRole('status', { name: 'Notices' });
  expect(notices.textContent).toContain('recursions=9');
  await user.click(screen.getByRole('button', { name: /^Dismiss/ }));
  expect(notices.textContent).toBe('');
});

it('names the backend', async () => {
  page = await renderOnPage(<BackendBadge />);
  expect(screen.getByRole('button', { name: 'CPU' })).toBeTruthy();
});

it('says on how many threads it computes, and why WebGPU was passed over', async () => {
  page = await renderOnPage(<BackendBadge />);
  act(() => {
    page.store.setState(({ run }) => ({
      run: {
        ...run,
        backend: {
          backend: 'wasm',
          adapter: null,
          software: false,
          threads: 2,
          attempts: [
            { backend: 'webgpu', refused: { why: 'software', adapter: 'SwiftShader' } },
            { backend: 'wasm', refused: null },
          ],
        },
      },
    }));
  });
  const popover = screen.getByRole('dialog', { hidden: true });
  act(() => {
    popover.dispatchEvent(Object.assign(new Event('beforetoggle'), { newState: 'open' }));
  });
  expect(screen.getByText(/there is no graphics card, only SwiftShader/)).toBeTruthy();
  expect(screen.getByText(/^The model runs in this page on WASM, on 2 threads\./)).toBeTruthy();
});

it('says beside the picture that it is live, and how long it took', async () => {
  page = await renderOnPage(<RunLine />);
  expect(screen.getByText('live, 5.00 ms on CPU')).toBeTruthy();
});

it('marks a run under a cache that the model was not trained with', async () => {
  page = await renderOnPage(
    <>
      <RunLine />
      <Messages />
    </>,
    '?servedCache=other',
  );
  await told(/^Mismatch: .+\. Run complete/);
  expect(screen.getByText('Mismatch').title).toBe(
    'Mismatch: trained with the recursion-wise cache, run with the shared cache.',
  );
  act(() => page.store.getState().set({ servedCache: 'trained' }));
  await idle();
  expect(screen.queryByText('Mismatch')).toBeNull();
});
