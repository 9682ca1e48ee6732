/** Buttons that every panel and popover has. */
export const ui = {
  close: 'Close',
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',
};
