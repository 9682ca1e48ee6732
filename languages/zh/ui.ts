import type { ui as english } from '../en/ui';

export const ui: typeof english = {
  close: '关闭',
  fullScreen: '全屏',
  leaveFullScreen: '退出全屏',
};
