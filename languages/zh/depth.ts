import type { depth as english } from '../en/depth';

const scored = (word: string) => (score: string | null) => (score === null ? word : `${word}，${score}`);

export const depth: typeof english = {
  title: '每个词元的深度',
  showTable: '以表格显示',
  upTo: '显示到第几次递归',
  all: '全部',
  after: (recursion) => `第 ${recursion} 遍后`,
  rounds: (count) => `${count} 遍`,
  grid: '每个词元的深度。左右方向键在词元间移动，上下方向键在递归间移动；Enter 键固定词元，Esc 键取消固定。',
  hint: '选择一个词元，看看它为什么继续或离开。',
  row: (recursion) => `递归 ${recursion}`,
  table: {
    name: '每个词元的深度（表格）',
    caption: '每个词元的深度、路由得分与决定',
    depth: '深度',
    recursion: (recursion) => `第 ${recursion} 次递归`,
    through: scored('通过'),
    left: scored('离开'),
  },
  empty: {
    withField: '还没有可读的内容。在上方输入一句话，或选一个示例。',
    withoutField: '还没有可读的内容。',
  },
  failed: '没有可显示的运行。出错原因见上方。',
  coming: '第一张图正在加载。',
};
