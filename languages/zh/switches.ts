import type { switches as english } from '../en/switches';
import { mark } from '../rich';

export const switches: typeof english = {
  name: '模型与规则',
  change: '更改',
  done: '完成',
  caveat: '没有按其余开关的当前组合训练过；选择它会带动其他开关',
  runWith: '运行时使用',
  names: {
    routing: '路由',
    cache: 'KV 缓存',
    recursions: '递归次数',
    rule: '选择规则',
    model: '模型',
  },
  routing: { expert: '专家选择', token: '词元选择', random: '随机' },
  cache: { 'recursion-wise': '逐递归', shared: '共享' },
  rule: { threshold: '阈值', 'top-k': 'Top-k' },
  servedCache: { trained: '训练时的缓存', other: '另一种缓存' },

  routed: {
    token: (recursions) => [
      `每个词元在一开始就被分配循环次数，最多 ${recursions} 遍（`,
      mark('term', '词元选择路由'),
      '）。',
    ],
    expert: {
      threshold: () => [
        '路由器挑选谁再循环一遍（',
        mark('term', '专家选择路由'),
        '）：得分达到阈值者继续，后文不起作用（',
        mark('term', '阈值规则'),
        '）。',
      ],
      'top-k': () => [
        '路由器挑选谁再循环一遍（',
        mark('term', '专家选择路由'),
        '）：全文得分最高者继续，后文也参与比较（',
        mark('term', 'top-k 规则'),
        '）。',
      ],
    },
    random: {
      threshold: (recursions) => [
        `${recursions} 遍循环，每一遍之前都由抽取的随机数决定，与文本内容无关（`,
        mark('term', '随机路由'),
        '，对照组）：达到阈值者继续，后文不起作用（',
        mark('term', '阈值规则'),
        '）。',
      ],
      'top-k': (recursions) => [
        `${recursions} 遍循环，每一遍之前都由抽取的随机数决定，与文本内容无关（`,
        mark('term', '随机路由'),
        '，对照组）：全文中数值最高者继续，后文也参与比较（',
        mark('term', 'top-k 规则'),
        '）。',
      ],
    },
  },
  kept: {
    shared: () => ['只保留第一遍的键和值，之后各遍复用（', mark('term', '递归共享'), '）。'],
    'recursion-wise': () => ['每一遍各自保留参与词元的键和值（', mark('term', '逐递归缓存'), '）。'],
  },
  mismatched: {
    shared: () => [
      '模型训练时复用第一遍的键和值（',
      mark('term', '递归共享'),
      '），这里却让每一遍各自保留（',
      mark('term', '逐递归缓存'),
      '）：与训练不符。',
    ],
    'recursion-wise': () => [
      '模型训练时每一遍各自保留键和值（',
      mark('term', '逐递归缓存'),
      '），这里却复用第一遍的（',
      mark('term', '递归共享'),
      '）：与训练不符。',
    ],
  },

  summary: {
    cache: { 'recursion-wise': '逐递归缓存', shared: '共享缓存' },
    mismatched: { 'recursion-wise': '逐递归缓存以共享方式运行', shared: '共享缓存以逐递归方式运行' },
    recursions: (count) => `递归 ${count} 次`,
    rule: { threshold: '阈值', 'top-k': 'top-k' },
    joined: (parts) => parts.join('，'),
  },
};
