import type { causality as english, Prediction } from '../en/causality';
import { list } from './words';

const under = { topk: '按 top-k 规则', threshold: '按阈值规则' };

const ofEarlier = (flips: number, earlier: number) =>
  flips === 0 ? `前面的 ${earlier} 个词元深度都不变` : `前面的 ${earlier} 个词元中有 ${flips} 个改变深度`;

const prediction = (of: Prediction) => {
  if (of.moved === null) return '预测不变';
  const share = `有 ${of.moved} 的概率发生移动`;
  if (of.turned === null) return `${share}，最可能的下一个词元不变`;
  return of.turned === 'unknown'
    ? `${share}，最可能的下一个词元变了`
    : `${share}，最可能的下一个词元由${of.turned[0]}变为${of.turned[1]}`;
};

export const causality: typeof english = {
  title: '后面的词有什么影响',
  aside: '对它前面的词元',
  showTable: '以表格显示',
  name: '因果性',
  retry: '重试',
  rules: { topk: 'Top-k', threshold: '阈值' },
  vanilla: '普通模型',

  oneWord: '文本只有一个词，前面没有内容。请在上方多输入一些。',
  unchanged: (word) => `尚未改动。把${word}换成别的词，看看它前面的哪些词元会变。`,
  beyond: (word, tokens) => `${word}在模型可读的 ${tokens} 个词元之外：模型读到的内容没有变化。`,
  sameTokens: '对模型来说没有变化：它读到的词元相同。',
  nothingEarlier: (word) => `${word}前面没有内容，因此没有更早的词元会变。请选择靠后的词。`,
  tokenChoice: (flips, earlier) =>
    `在词元选择路由下，${ofEarlier(flips, earlier)}${flips === 0 ? '，两种规则皆然' : '，由舍入误差引起'}。`,
  change: (topk, threshold, earlier) => {
    const although = topk === 0 ? '（这一次）' : '，尽管只改动了后面的词';
    const causal =
      threshold === 0
        ? '按阈值规则，前面的词元不可能改变'
        : `按阈值规则，有 ${threshold} 个因舍入误差而改变，其得分恰在阈值上`;
    return `按 top-k 规则，${ofEarlier(topk, earlier)}${although}；${causal}。`;
  },

  waiting: {
    noWords: '还没有可改动的词。在上方输入一句话，或选一个示例改动。',
    asked: '模型正在读改动前后的文本。',
    down: '这里没有可用的计算后端，而改动的影响无法从录制的运行中回放。',
    failed: '运行失败，因此没有可比较的内容。出错原因见上方。',
    notReady: '模型尚未就绪，就绪后即会运行这一改动。',
  },

  predictionsKept: (most) =>
    `前面词元的预测也随之变化：最多有 ${most} 的概率发生移动，但各自最可能的下一个词元不变。`,
  predictionsTurned: (turned, most) =>
    `前面词元的预测也随之变化：有 ${turned} 个词元最可能的下一个词元变了，最多有 ${most} 的概率发生移动。`,
  lossStays: '在两种规则下，前面词元的损失都不变。',
  lossMoves: (before, after, causal) =>
    `按 top-k 规则，前面词元的损失从 ${before} 变为 ${after} nats／词元，起因是一个它们本不该知道的词；按阈值规则，损失${causal.moved ? '变为' : '保持'} ${causal.at}。`,
  lookaheadSame: (loss, topkDepth, thresholdDepth) =>
    `对上方本页的文本，两种规则的损失相同，均为 ${loss} nats／词元，平均深度分别为 ${topkDepth} 和 ${thresholdDepth}。`,
  lookahead: (facts) =>
    `对上方的文本，top-k 的损失比阈值${facts.gains ? '低' : '高'} ${facts.size} nats／词元（${facts.topk} 对 ${facts.threshold}），平均深度分别为 ${facts.topkDepth} 和 ${facts.thresholdDepth}：这就是偷看后文在此处的${facts.gains ? '收益' : '代价'}。`,
  truncated: (tokens) => `文本超出模型可读的长度：末尾 ${tokens} 个词元已被舍去。`,

  why: {
    expert:
      'Top-k 保留全文中得分最高者，因此后面的词可能抢走前面词元的名额，也可能让出名额：在训练中这是信息泄漏，而写作时后面的词还不存在。阈值规则只看每个词元自己的得分，而该得分只取决于前文。',
    token:
      '在词元选择路由下，每个词元根据自身状态选定深度，而该状态只取决于前文。词元之间不作比较，选择规则不起作用。',
    random:
      '随机路由按位置而不是按词抽数。按阈值规则，每个数各自独立；按 top-k 规则，全文的数要相互比较，因此能改变前面深度的不是词本身，而是词元的数量。',
    none: '这个模型不做选择：每个词元循环的遍数都相同。',
  },
  places: (before, after, moved) =>
    `文本从 ${before} 个词元变为 ${after} 个，而 top-k 的名额按比例计算：${list(moved.map(({ recursion, was, is }) => `第 ${recursion} 次递归取 ${is} 个而不是 ${was} 个`))}。`,
  whyVanilla: '普通模型中，前面的内容不可能改变：它没有路由器，注意力也只看前文。',

  effect: (token, rule, before, after, predicts) => {
    const way =
      before === after
        ? `改动前后都循环 ${before} 遍。`
        : `改动前循环 ${before} 遍，改动后 ${after} 遍：${after > before ? '变深' : '变浅'}了，尽管只改动了后面的词。`;
    return `${token}，${under[rule]}：${way}${prediction(predicts)}。`;
  },
  prediction,
  directions: { deeper: '变深', shallower: '变浅' },
  row: (flips, earlier) => (flips === 0 ? '均不变' : `${earlier} 个中变 ${flips} 个`),
  grid: '改动前每个词元的深度。左右方向键在词元间移动，上下方向键在规则间移动；Enter 键固定词元，Esc 键取消固定。',
  hint: '指向一个词元，查看它在两种规则下的变化。',
  legend: {
    depth: '改动前的深度；若有变化，另示改动后的深度',
    direction: '变深、变浅',
    moved: '该词元的预测中至少移动的概率',
    turned: '最可能的下一个词元变了',
  },

  verdicts: {
    caption: '改动对前面词元的影响',
    flips: '改变深度的前面词元',
    turned: '最可能的下一个词元变了的前面词元',
    moved: '其中单个词元最多移动的概率',
    before: '改动前，前面词元的损失（nats）',
    after: '改动后，前面词元的损失（nats）',
    difference: '差',
    whole: '改动前全文的损失（nats）',
    depth: '改动前全文的平均深度',
    share: (count, of) => `${count} / ${of}`,
    none: '无',
  },
  table: {
    name: '改动前面的词元（表格）',
    caption: '两种规则下，每个词元改动前后的深度、预测与损失',
    under: (rule, column) => `${rule}：${column}`,
    depth: '深度',
    prediction: '预测',
    loss: '下一个词元的损失',
    lossMoved: (before, difference) => `${before} nats，${difference}`,
  },
  later: {
    title: '从改动处起',
    note: '这些词元位于改动处或其后。在任何规则下它们都可能改变，这不算泄漏。',
    caption: '从改动处起的词元及其深度，改动前与改动后',
    before: '改动前',
    after: '改动后',
    more: (count) => `另有 ${count} 个`,
  },

  examples: {
    place: {
      title: '空出一个名额',
      lesson: '新词的词元数与旧词相同，top-k 的名额不变：远在它前面的词元占用了空出来的名额。',
    },
    longer: {
      title: '文本变长',
      lesson: '新词被拆成更多词元：top-k 的名额增加，连第一个词元也走得更深。',
    },
    shorter: {
      title: '文本变短',
      lesson: '新词的词元更少：top-k 的名额减少，远在它前面的词元失去了名额。',
    },
    loss: {
      title: '损失无故变小',
      lesson: '看看损失：按 top-k 规则，改动之后前面的词元猜得更准，尽管它们可以知道的内容没有任何变化。',
    },
  },
  otherModel: '这个改动是按页面打开时的开关挑选来展示泄漏的；当前模型的表现可能不同。',

  editor: {
    examples: '能看出影响的改动',
    word: '要改动的词',
    wordAt: (word, number) => `${word}，第 ${number} 个词`,
    wordChanged: (word, number, to) => `${word}，第 ${number} 个词，现为 ${to}`,
    inPlaceOf: (word) => `将${word}换成`,
    another: '另一个词',
    suggestions: '可以换上的词',
    putBack: (word) => `恢复${word}`,
  },
};
