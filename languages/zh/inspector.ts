import type { inspector as english } from '../en/inspector';

export const inspector: typeof english = {
  title: '单个词元',
  empty: '这里将细看文本中的一个词元。',
  aside: (number, depth, recursions) => `词元 ${number} · 深度 ${depth} / ${recursions}`,
  unpin: '取消固定',
  hint: '选择任意词元即可在此查看。',
  scores: {
    expert: '路由得分',
    token: '各深度的份额',
    random: '抽取的数',
    gate: '门控值',
    recursion: '递归',
    bar: (bar) => `，门槛为 ${bar}`,
    left: '，在此离开',
  },
  predictions: {
    title: '每一遍之后预测的下一个词元',
    textHas: (quoted) => `原文为 ${quoted}`,
    after: (recursion) => `第 ${recursion} 遍后`,
    output: { mor: 'MoR', recursive: '递归模型', vanilla: '普通模型' },
    inText: '，与原文一致',
  },
  attention: {
    title: '它在看什么',
    in: '位于',
    computing: '正在计算。',
    head: (number) => `头 ${number}`,
    mostAt: '最关注',
    firstLayer: '首层',
    lastLayer: '末层',
    layer: (number) => `第 ${number} 层`,
    layerOfRecursion: (recursion, layer) => `第 ${recursion} 次递归，第 ${layer} 层`,
  },
};
