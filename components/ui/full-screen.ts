/** Fills the screen with the element, or gives the screen back. A browser that refuses leaves all as it is; there is nothing to tell. */
export function toggleFullScreen(element: HTMLElement | null): void {
  const filled = element !== null && document.fullscreenElement === element;
  const done = filled ? document.exitFullscreen() : element?.requestFullscreen();
  done?.catch(() => {});
}
