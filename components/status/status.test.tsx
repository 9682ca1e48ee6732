// @vitest-environment jsdom
import { act, cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { type Page, renderOnPage } from '../testing/render';
import { BackendBadge } from './backend-badge';
import { Messages } from './messages';
import { RunLine } from './run-line';

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

it('tells a finished run once, politely', async () => {
  page = await renderOnPage(<Messages />);
  expect(screen.getByRole('status', { name: 'Run' }).textContent).toMatch(
    /^Run complete, 6 tokens\. Mean depth/,
  );
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

it('says why WebGPU was passed over', async () => {
  page = await renderOnPage(<BackendBadge />);
  act(() => {
    page.store.setState(({ run }) => ({
      run: {
        ...run,
        backend: {
          backend: 'wasm',
          adapter: null,
          software: false,
          attempts: [
            {
              backend: 'webgpu',
              ok: false,
              reason: 'SwiftShader is a software adapter',
              software: 'SwiftShader',
            },
            { backend: 'wasm', ok: true, reason: null },
          ],
        },
      },
    }));
  });
  const popover = screen.getByRole('dialog', { hidden: true });
  act(() => {
    popover.dispatchEvent(Object.assign(new Event('beforetoggle'), { newState: 'open' }));
  });
  expect(screen.getByText(/no graphics card here, only SwiftShader/)).toBeTruthy();
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
  expect(screen.getByRole('status', { name: 'Run' }).textContent).toMatch(/^Mismatch: .+\. Run complete/);
  expect(screen.getByText('Mismatch').title).toBe(
    'Mismatch: trained with the recursion-wise cache, run with the shared cache.',
  );
  act(() => page.store.getState().set({ servedCache: 'trained' }));
  await idle();
  expect(screen.queryByText('Mismatch')).toBeNull();
});
