import type { explore as english } from '../en/explore';
import { mark } from '../rich';

export const explore: typeof english = {
  view: '视图',
  views: {
    depth: '深度',
    flow: '流程',
    'kv-cache': 'KV 缓存',
    generate: '生成',
    causality: '因果性',
    batching: '批处理',
  },
  oneMoment: '请稍候',
  onTheWay: '图正在加载。',
  oneToken: '单个词元',
  costs: '开销',
  about: () => [
    '这里的每个数字都来自在本页运行的模型，或其某次运行的记录。方法见 ',
    mark('paper', 'Mixture-of-Recursions（混合递归，arXiv 2507.10524）'),
    '。模型是我们自己训练的小模型，语料为简单的小故事。',
  ],
  showAll: '显示全部控件',
  openWhole: '在 MoR Explorer 中打开',
  link: {
    name: '链接',
    copy: '复制链接',
    share: '分享链接',
    copied: '已复制',
    field: '当前视图的链接',
    said: {
      copied: '链接已复制。',
      shared: '',
      refused: '浏览器不允许本页复制内容。请手动复制链接：',
    },
    textLeftOut: '文本太长，无法放进链接；用链接打开时会显示第一个示例。',
  },
};
