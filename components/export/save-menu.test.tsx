// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { decodeTraceFile } from '../../model/trace-file';
import { RunLine } from '../status/run-line';
import { type Page, renderOnPage } from '../testing/render';
import { DropTarget } from './drop-target';
import { SaveMenu } from './save-menu';

let page: Page;
/** Files that went to the visitor: name and content. */
let saved: Map<string, Blob>;

/** This jsdom has blobs without it. */
Blob.prototype.text ??= function text(this: Blob) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(this);
  });
};

beforeEach(() => {
  saved = new Map();
  const blobs: Blob[] = [];
  URL.createObjectURL = (blob) => `blob:${blobs.push(blob as Blob) - 1}`;
  URL.revokeObjectURL = () => {};
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    const blob = blobs[Number(this.href.slice('blob:'.length))];
    if (blob) saved.set(this.download, blob);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  cleanup();
  page.leave();
});

const menu = (view: Parameters<typeof SaveMenu>[0]['view']) => (
  <section>
    <SaveMenu view={view} />
  </section>
);
const outcome = () => page.container.querySelector('[role="status"]')?.textContent;

it('saves the figure with its caption and link, named after the text', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  page = await renderOnPage(menu('depth'), '?text=Lily+has+a+red+ball');
  await user.click(screen.getByLabelText('Depth of each token as SVG'));
  expect(outcome()).toBe('Saved mor-depth-lily-has-a.svg.');
  const svg = (await saved.get('mor-depth-lily-has-a.svg')?.text()) ?? '';
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  expect(root.querySelector('desc')?.textContent).toMatch(/^Mean depth .+nano\/mor-expert on CPU/);
  expect(root.querySelector('a')?.getAttribute('href')).toContain('text=Lily+has+a+red+ball');
});

it('saves both pictures of the cache, and the costs with every digit', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  page = await renderOnPage(
    <>
      {menu('kv-cache')}
      {menu('cost')}
    </>,
  );
  for (const button of screen.getAllByLabelText(/as SVG$/)) await user.click(button);
  await user.click(screen.getByLabelText('The costs, every digit as CSV'));
  expect([...saved.keys()]).toEqual([
    'mor-kv-cache-the-cat-sat.svg',
    'mor-kv-reads-the-cat-sat.svg',
    'mor-cost-the-cat-sat.svg',
    'mor-scale-up-the-cat-sat.svg',
    'mor-cost-the-cat-sat.csv',
  ]);
  const scaled = (await saved.get('mor-scale-up-the-cat-sat.svg')?.text()) ?? '';
  expect(scaled).toContain('At 360M');
  expect(scaled).toContain('Counted by formula');
  expect(await saved.get('mor-cost-the-cat-sat.csv')?.text()).toMatch(
    /^figure,unit,vanilla,recursive,mor\r\n/,
  );
});

it('saves the run as a file that comes back by a drop, marked and left by a press', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  page = await renderOnPage(
    <>
      {menu('flow')}
      <RunLine />
      <DropTarget />
    </>,
    '?text=A+dog+ran',
  );
  await user.click(screen.getByLabelText('The run, every number as JSON'));
  const json = (await saved.get('mor-trace-a-dog-ran.json')?.text()) ?? '';
  const file = decodeTraceFile(JSON.parse(json));
  expect(file.settings.text).toBe('A dog ran');
  expect(file.link).toContain('?text=A+dog+ran');
  act(() => page.store.getState().set({ text: 'Something else' }));
  await act(() => page.store.whenIdle());

  const dataTransfer = { types: ['Files'], files: [new File([json], 'run.json')] };
  fireEvent.dragOver(window, { dataTransfer });
  expect(screen.getByText('Drop a saved run to see it')).toBeTruthy();
  fireEvent.drop(window, { dataTransfer });
  await act(() => page.store.whenIdle());
  expect(screen.queryByText('Drop a saved run to see it')).toBeNull();
  expect(page.store.getState().run.traces.mor?.tokens.map((token) => token.text)).toEqual([
    'A',
    ' dog',
    ' ran',
  ]);
  expect(screen.getByText('run.json').parentElement?.textContent).toBe('From a file: run.json');
  await user.click(screen.getByRole('button', { name: 'Run it live' }));
  await act(() => page.store.whenIdle());
  expect(screen.queryByText('run.json')).toBeNull();
  expect(page.store.getState().settings.text).toBe('A dog ran');
});

it('opens a file that was chosen, and saves nothing where nothing is in view', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  page = await renderOnPage(menu('depth'), '?text=');
  await user.click(screen.getByLabelText('Depth of each token as SVG'));
  expect(outcome()).toBe('There is nothing in view to be saved here yet.');
  expect(saved.size).toBe(0);
  await user.upload(screen.getByLabelText('Open a saved run'), new File(['{}'], 'other.json'));
  await act(() => page.store.whenIdle());
  expect(page.store.getState().notices[0]).toMatchObject({ code: 'E-TRACE' });
});

it('leaves a drag that brings no file alone', async () => {
  page = await renderOnPage(<DropTarget />);
  const dataTransfer = { types: ['text/plain'], files: [] };
  expect(fireEvent.dragOver(window, { dataTransfer })).toBe(true);
  expect(within(page.container).queryByText(/Drop a saved run/)).toBeNull();
});
