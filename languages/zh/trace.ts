import type { trace as english, Grounds } from '../en/trace';
import { mark } from '../rich';
import { list } from './words';

const because = (grounds: Grounds): string => {
  if (grounds.by === 'nothing') return '';
  if (grounds.by === 'share') return `，路由器给深度 ${grounds.depth} 的份额为 ${grounds.share}`;
  const what = `，${grounds.by === 'draw' ? '抽取的数' : '得分'} ${grounds.value}`;
  if (grounds.bar === null) return what;
  return `${what}，${grounds.bar.rule === 'topk' ? '入选者的最低值为' : '阈值为'} ${grounds.bar.value}`;
};
const gated = (gate: string | null) => (gate === null ? '' : `门控值 ${gate}。`);
const ran = (depth: number) => `因此共享块对它运行了 ${depth} 遍。`;
const waits = (depth: number) => `${ran(depth)}它原地等待，到最后一层再汇合。`;
const subject = (by: 'score' | 'draw') => (by === 'draw' ? '抽取的数' : '它的得分');

export const trace: typeof english = {
  cell: {
    absent: (token, recursion, depth) => `${token}：第 ${recursion} 次递归时已不在；循环 ${depth} 遍后离开。`,
    left: (token, recursion, grounds) =>
      `${token}：在这里离开，未进入第 ${recursion} 次递归${because(grounds)}。`,
    first: (token, gate) => `${token}：通过第 1 次递归，每个词元都如此。${gated(gate)}`,
    again: (token, recursion, grounds, gate) =>
      `${token}：再循环一遍，第 ${recursion} 次递归${because(grounds)}。${gated(gate)}`,
    undecided: (token) => `${token}：运行到此刻尚未决定。`,
  },
  depthOf: (token, depth, recursions) => `${token}，深度 ${depth} / ${recursions}`,
  depthOfSentence: (token, depth, recursions) => `${token}，深度 ${depth} / ${recursions}。`,

  token: {
    unrouted: (recursions) => `这个模型不做选择：每个词元都循环 ${recursions} 遍。`,
    ticket: (depth, recursions, share, next) =>
      `在第一遍之前就选定了深度：${recursions} 遍中的 ${depth} 遍${share === null ? '' : `，份额 ${share}`}，为最大。${next === null ? '' : `再多一遍的份额只有 ${next}。`}`,
    wentAllTheWay: (depth) => `它走完了全程，${ran(depth)}`,
    amongHighest: (by, kept, depth) =>
      `每次递归都入选：先后位列${by === 'draw' ? '抽取的数' : '本文得分'}最高的 ${list(kept.map((count) => `${count} 个`))}之中，${ran(depth)}`,
    aboveThreshold: (by, margins, depth) =>
      `每次递归都入选。${subject(by)}${margins.length > 1 ? '依次' : ''}高出阈值 ${list(margins)}，${ran(depth)}`,
    left: (depth) => `它离开了，${waits(depth)}`,
    leftBefore: (recursion, depth) => `它在第 ${recursion} 次递归之前离开，${waits(depth)}`,
    belowKept: (by, recursion, value, kept, lowest, depth) =>
      `第 ${recursion} 次递归之前，${subject(by)}为 ${value}，低于 ${kept} 个入选者中的最低值 ${lowest}，${waits(depth)}`,
    belowThreshold: (by, recursion, value, short, depth) =>
      `第 ${recursion} 次递归之前，${subject(by)}为 ${value}，比阈值低 ${short}，${waits(depth)}`,
  },

  run: (meanDepth, recursions, depths) => {
    const mean = `平均深度 ${meanDepth} / ${recursions}。`;
    if (depths.all !== null) {
      const every = depths.total === 1 ? '唯一的词元' : '所有词元都';
      return [mean, `${every}${depths.all === 'deepest' ? '走完了全程' : '在一遍之后离开'}。`];
    }
    const { deepest, early } = depths;
    return [
      mean,
      mark('deepest', deepest === 0 ? '没有词元走完全程' : `${deepest} 个词元走完了全程`),
      '；',
      mark('early', early === 0 ? '没有词元在一遍之后离开' : `${early} 个在一遍之后离开`),
      '。',
    ];
  },
  at: (recursion, recursions, going, total) => [
    `第 ${recursion} / ${recursions} 次递归：`,
    mark('going', `${total} 个词元中有 ${going} 个通过`),
    '；',
    mark('left', going === total ? '此前无一离开' : `此前已有 ${total - going} 个离开`),
    '。',
  ],
  truncated: (count) => `文本超出模型可读的长度：末尾 ${count} 个词元已被舍去。`,
  finished: (tokens) => `运行完成，共 ${tokens} 个词元。`,
  through: (going, total) => `${going} / ${total}`,

  rule: (deciding) => {
    if (deciding.by === 'share') return '在此离开，附该深度的份额';
    if (deciding.by === 'topk') return '在此离开：得分不在全文最高之列';
    if (deciding.by === 'nothing') return '在此离开';
    const { bars } = deciding;
    if (bars.length === 1) return `在此离开，附其得分（达到 ${bars[0]} 则继续）`;
    return `在此离开，附其得分（继续所需：${list(bars.map((bar, i) => `第 ${i + 2} 遍前 ${bar}`))}）`;
  },

  caches: {
    recursion_wise: '逐递归缓存',
    recursive_sharing: '共享缓存',
    full: '完整缓存',
  },
  mismatch: (trained, served) => `与训练不符：训练时用${trained}，运行时用${served}。`,
};
