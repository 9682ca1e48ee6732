import type { tokens as english } from '../en/tokens';

export const tokens: typeof english = {
  empty: '空词元',
  spaces: (count) => (count === 1 ? '空格' : `${count} 个空格`),
  lineBreak: '换行',
  whiteSpace: '空白',
  quoted: (text) => `“${text}”`,
  name: (number, quoted) => `词元 ${number}（${quoted}）`,
  token: '词元',
  together: '合计',
};
