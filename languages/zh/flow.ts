import type { flow as english, Leaving, Whom } from '../en/flow';
import { mark, type Rich } from '../rich';
import { list } from './words';

type Told = Rich<Whom>;

const names = { mor: 'MoR', recursive: '递归模型', vanilla: '普通 Transformer' };
const layersOf = (layers: readonly number[]) => `第 ${list(layers.map(String))} 层`;
const listed = (parts: Told): Told =>
  parts.flatMap((part, i) => (i === 0 ? [part] : [i === parts.length - 1 ? '和' : '、', part]));
const leaves = (leaving: Leaving): Told => {
  if (leaving.by === 'ticket') {
    const used = '用完了自己的票';
    if (leaving.names === null) return [mark('leaving', `${leaving.count} 个词元`), used];
    return [...listed(leaving.names.map((name, i) => mark(`${i}`, name))), used];
  }
  const { count, each, nearest, bar } = leaving;
  const under =
    bar === null ? '' : bar.rule === 'topk' ? `，低于入选者的最低值 ${bar.value}` : `，低于 ${bar.value}`;
  if (each === null) {
    return [
      mark('leaving', `${count} 个离开`),
      '，其中最接近的是',
      mark('nearest', `${nearest.name}（${nearest.score}）`),
      under,
    ];
  }
  if (count === 1) return [mark('leaving', nearest.name), `以得分 ${nearest.score} 离开${under}`];
  return [...listed(each.map(({ name, score }, i) => mark(`${i}`, `${name}（${score}）`))), `离开${under}`];
};

export const flow: typeof english = {
  title: '流程',
  empty: '还没有可读的内容。在上方输入一句话，或选一个示例。',
  coming: '文本的词元将在这里穿过模型。',
  model: '图中的模型',
  level: '远近',
  levels: { model: '整个模型', recursion: '一次递归', layer: '一层', head: '一个头' },
  showList: '以列表显示',
  tokens: '词元',

  phases: {
    start: (tokens) => ['待读：', mark('taking', `${tokens} 个词元`), '。尚未开始移动。'],
    layer: (tokens, layers) => [mark('taking', `全部 ${tokens} 个词元`), `通过${layersOf(layers)}。`],
    ticket: (holders) => [
      '路由器把每个词元读一遍并发票：',
      ...listed(holders.map(({ laps, tokens }, i) => mark(`${i}`, `${tokens} 个词元得 ${laps} 圈`))),
      '。',
    ],
    lap: (recursion, going, total, layers) => [
      `第 ${recursion} 次递归：`,
      mark('taking', going === total ? `全部 ${total} 个词元` : `${total} 个词元中的 ${going} 个`),
      `通过共享块（${layersOf(layers)}）。`,
    ],
    unrouted: (recursion, tokens) => [
      `第 ${recursion} 次递归：这个模型不做选择，`,
      mark('taking', `全部 ${tokens} 个`),
      '再循环一遍。',
    ],
    gate: (recursion, going, total, leaving) => {
      const again: Told =
        going === 0
          ? ['没有词元再循环']
          : [
              mark('going', going === total ? `全部 ${going} 个` : `${total} 个中的 ${going} 个`),
              '再循环一遍',
            ];
      const out: Told = leaving === null ? [] : ['；', ...leaves(leaving)];
      return [`第 ${recursion} 次递归：`, ...again, ...out, '。'];
    },
    rejoin: (waited, total) => {
      if (waited === 0) return [mark('taking', `全部 ${total} 个词元`), '一起继续。'];
      if (waited === total) return [mark('leaving', '等待的词元'), '按阅读顺序继续。'];
      return [mark('leaving', `先离开的 ${waited} 个`), '按阅读顺序与其余词元汇合。'];
    },
    last: (tokens, layers) => [
      mark('taking', `全部 ${tokens} 个词元`),
      `通过最后一层（${layersOf(layers)}）。`,
    ],
    head: (model, flops, sooner) => [
      '归一化层和输出头把',
      mark('taking', '每个词元'),
      `变成预测。${names[model]} 完成：${flops}。${sooner === null ? '' : `${names[sooner.model]} 在其 ${sooner.share} 处就已完成。`}`,
    ],
    alone: (beside, flops, model, share) => [
      `${names[beside]} 独自继续，共需 ${flops}：${names[model]} 的运算量只有它的 ${share}。`,
    ],
  },
  verdict: (verdict, goesOn) => {
    const way = goesOn ? '继续' : '离开';
    if (verdict.by === 'nothing') return way;
    if (verdict.by === 'ticket') return `${verdict.depth} 遍：${way}`;
    const { score, bar } = verdict;
    return `${score}${bar === null ? '' : ` ${bar.reached ? '≥' : '<'} ${bar.value}`}：${way}`;
  },

  about: {
    everyLayer: (layers) => `每个词元都通过 ${layers} 个不同的层`,
    block: (layers, laps) =>
      `一个 ${layers} 层的共享块，${laps === null ? '词元需要几圈就走几圈' : `每个词元走 ${laps} 圈`}`,
    of: (about) => `：${about}。`,
    countedAsMor: (about) => `${about}，按与 MoR 相同的层数计算`,
  },
  group: '逐步查看这次运行。空格键播放和暂停，左右方向键单步移动，Home 和 End 键跳到首尾。',
  lookInside: '看内部',
  play: '播放',
  pause: '暂停',
  back: '后退',
  step: '单步',
  time: '运行进度',
  speed: '速度',
  spent: {
    done: (flops) => `完成，${flops}`,
    doneWithLess: (flops, share) => `完成，${flops}，为普通模型的 ${share}`,
    of: (spent, total) => `${spent} / ${total}`,
  },

  picture: {
    layer: (number) => `第 ${number} 层`,
    head: '输出头',
    block: '共享块',
    blockShort: '共享块',
    text: '文本',
    ready: '可以预测',
    waiting: '离开的词元按阅读顺序在此等待',
    waitingShort: '已离开，等待其余词元',
    store: '键和值：各圈共用一个存储',
    storeShort: '共用缓存',
    shelves: '键和值：每圈一排',
    shelvesShort: '每圈的缓存',
    shelvesOfLayers: '键和值：每层下方一排，每个词元一格',
    shelvesOfLayersShort: '每层一份缓存',
    tickets: '发票',
    ticket: '验票',
    router: '路由器',
    laps: '圈数',
    all: (tokens) => `全部 ${tokens} 个词元`,
    allShort: (tokens) => `全部 ${tokens}`,
    beside: '普通',
    counter: (recursion, recursions) => `第 ${recursion} / ${recursions} 次递归`,
    done: '完成',
    round: (going, total) => `${total} 个中 ${going} 个在循环`,
    leftAt: (score) => ` 以 ${score} 离开`,
  },

  inside: {
    recursion: '递归',
    recursionAt: (recursion) => `第 ${recursion} 次递归`,
    layer: '层',
    layerAt: (layer) => `第 ${layer} 层`,
    layerHead: (layer) => `第 ${layer} 层`,
    width: (numbers) => `每个词元 ${numbers} 个数`,
    attention: '注意力',
    heads: (heads, keyValue) => `${heads} 个头，其中键和值 ${keyValue} 个`,
    readsLapOne: (keys) => `读取第一圈保留的 ${keys} 个键`,
    keptHere: (keys) => `在此保留 ${keys} 个键`,
    plus: '+ 输入',
    output: '块的输出',
    next: '交给下一层',
    shownFor: (token) => `显示的是${token}。固定别的词元可看它的门控。`,
    none: '没有词元走到这里。',
    who: (queries, total, recurs, sees) => {
      const who = `${total} 个词元中有 ${queries} 个通过${recurs ? '共享块' : '这一层'}。`;
      const what = {
        everyone: '每个词元都能看到它前面的所有词元。',
        keptOnLapOne: '已离开的词元仍可被看到：读取的是它们第一圈的键和值。',
        thoseHere: '已离开的词元不在这里：这一圈谁也看不到它们。',
      };
      return `${who}${what[sees]}`;
    },
    stays: (token) => [mark('formula', 'H 保持 H'), `：${token}不在这一圈；它的状态原样等待。`],
    notGated: () => [mark('formula', 'H ← F(H)'), ' 没有门控：输出原样继续循环。'],
    beforeLastLap: () => [mark('formula', 'H ← F(H)'), ' 在票的最后一圈之前，输出不经门控继续循环。'],
    added: '输出与输入的状态相加。',
    weighed: '路由器的门控值对整个输出加权，再与输入的状态相加。',
  },

  head: {
    layer: '层',
    head: '头',
    headAt: (head) => `头 ${head}`,
    computing: '正在计算。',
    later: '后文',
    absent: '不在',
    hint: '选择任意词元，从它的位置查看。',
    looks: (token, top, share, sees) => {
      const looks = `${token}最关注${top}，${share}。`;
      if (sees === 'everyone') return `${looks}它前面的词元都在。`;
      if (sees === 'keptOnLapOne') return `${looks}已离开的词元仍在：每一圈都读取第一圈保留的键。`;
      return `${looks}它前面有 ${sees.absent} 个词元已提前离开，不在这里：这一圈只保留自己的键。`;
    },
  },
};
