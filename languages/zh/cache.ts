import type { Entry, cache as english, Subject } from '../en/cache';

type Step = Parameters<(typeof english)['step']>[1];

const subjects: { readonly [subject in Subject]: string } = {
  text: '这段文本',
  writing: 'MoR 写到目前的文本',
};
const stepReads = ({ entries, bytes, vanilla }: Step) =>
  `它这一步读取 ${entries} 项，${bytes}${vanilla === null ? '' : `；普通模型读取 ${vanilla}`}。`;
const rest = (reused: number, never: number) => {
  if (reused === 0 && never === 0) return '每个词元在每一层都留下一项。';
  if (reused === 0) return `有 ${never} 项从未产生：词元已经离开。`;
  const again = `有 ${reused} 项没有重新产生，而是复用较早递归的项`;
  return never === 0 ? `${again}。` : `${again}；${never} 项从未产生。`;
};
const entrySentence = (entry: Entry) => {
  if (entry.state === 'kept') return `已保留，${entry.bytes}，被 ${entry.steps} 步读取。`;
  if (entry.state === 'never') return `从未产生，词元在 ${entry.left} 遍后离开。`;
  return entry.left === null
    ? `复用，第 ${entry.from} 次递归的项被 ${entry.steps} 步再次读取。`
    : `复用，词元在 ${entry.left} 遍后离开，但其第 ${entry.from} 次递归的项仍被之后 ${entry.steps} 步读取。`;
};

export const cache: typeof english = {
  title: '缓存里有什么',
  aside: '词元 × 递归与层',
  empty: '有了运行之后，将据此统计。',
  whose: '谁的缓存',
  ofText: '这段文本',
  asWritten: '写作过程中',
  showTable: '以表格显示',
  grid: '缓存里有什么。左右方向键在词元间移动，上下方向键在层间移动；Enter 键固定词元，Esc 键取消固定。',
  hint: '指向格子可看该项；选择词元可在全页查看它。',
  states: { kept: '已保留', reused: '复用：读取较早递归的项', never: '从未产生' },
  reads: '每一步读取多少',
  rows: {
    recursion: (recursion, layer) => `r${recursion} l${layer}`,
    first: '首层',
    last: '末层',
    layer: (layer) => `l${layer}`,
  },
  rowTitles: {
    recursion: (recursion, layer) => `第 ${recursion} 次递归第 ${layer} 层`,
    first: '首层',
    last: '末层',
    layer: (layer) => `第 ${layer} 层`,
  },
  entry: (token, row, entry) => `${token}，${row}：${entrySentence(entry)}`,
  token: (token, kept, of, bytes, step) =>
    `${token}：${of} 项中保留 ${kept} 项，${bytes}。${stepReads(step)}`,
  step: (token, step) => `${token}：${stepReads(step)}`,
  summary: (subject, kept, bytes, vanilla, reused, never) =>
    `${subjects[subject]}保留 ${kept} 项，${bytes}${vanilla === null ? '' : `：为普通模型 ${vanilla.entries} 项（${vanilla.bytes}）的 ${vanilla.share}`}。${rest(reused, never)}`,
  noBuffers:
    '文本是一次读完的，读完即释放键和值：没有缓冲区继续占用。这里统计的是逐词元写出时会保持占用的量。',
  prompt: (tokens) => `前 ${tokens} 个词元是提示。`,
  nothingWritten: '尚未写出内容。',
  buffers: (context, allocated, live) =>
    `缓冲区一次分配完毕，每层可容纳 ${context} 个词元：共 ${allocated}，其中 ${live} 在使用。`,
  recursiveSame: '递归模型保留的与普通模型一样多：它共享权重，而不共享缓存项。',
  recursive: (bytes) => `递归模型保留 ${bytes}。`,
  readsOf: (subject, bytes, vanilla, looksAhead) =>
    `逐词元写出时，${subjects[subject]}从缓存读取 ${bytes}${vanilla === null ? '' : `，为普通模型 ${vanilla.bytes} 的 ${vanilla.share}`}。每一步都回看它可见的每一项。${looksAhead ? '这里按 top-k 看过全文后选定的深度统计。' : ''}`,
  models: { mor: 'MoR', vanilla: '普通' },
  ledger: {
    live: '在用的项',
    allocated: '已分配的缓冲区',
    none: '无',
    readOverAll: '所有步骤的读取量',
    readLast: '最后一步的读取量',
  },
  writing: {
    pause: '暂停',
    goOn: '继续',
    write: '开始写',
    again: '重新写',
    step: '再写一个词元',
  },
  table: {
    name: '缓存里有什么（表格）',
    caption: '每个词元的缓存项，以及它这一步读取的字节数',
    kept: '保留（B）',
    reads: '本步读取（B）',
    vanilla: '普通模型（B）',
    states: { kept: '保留', reused: '复用', never: '–' },
  },
  laws: {
    title: '按公式计算',
    table: '缓存的公式，以及这段文本的实际情况',
    what: '内容',
    formula: '公式',
    byCapacity: '按容量',
    thisText: '这段文本',
    noToken: '没有这样的词元',
    expectedOf: (law) => `${law}（按公式）`,
    actualOf: (law) => `${law}（这段文本）`,
    how: (title, value) => `${value}。${title}：如何得出`,
    memory: {
      title: '递归部分的保留量，与普通模型相比',
      sharing: '只有第一次递归产生缓存项，其余各次读取它们。首层和末层在递归之外，保留全部。',
      own: (shares) => `每次递归按其份额保留词元（${shares.join('、')}）。首层和末层在递归之外，保留全部。`,
      actual: (kept, whole, layers) =>
        `普通模型在 ${layers} 层中有 ${whole} 项，这段文本保留了其中 ${kept} 项。`,
    },
    reads: {
      title: '走完全程的词元在递归部分的读取量',
      sharing: '共享节省内存，但不节省读取：每次递归都要看每个词元的项。',
      own: '每次递归中，词元只看见走到同样深度的词元。提前离开的词元读得更少。',
      actual: (tokens, read) => `${tokens} 个词元走完了全程，在递归部分读取了 ${read} 项。`,
    },
    token: {
      title: '每个词元的保留量，整个模型',
      letters: '2 · 头数 · 宽度 · 字节 · E',
      expected: (facts) =>
        `一组键和值，${facts.heads} 个宽度为 ${facts.width} 的头，这里每个数 ${facts.bytes} 字节。E 是保留缓存项的层数：共享块之外 ${facts.outside} 层，块内 ${facts.block} 层，${facts.sharing ? '只计一次' : '词元循环几遍就计几次'}。普通模型有 ${facts.layers} 层：${facts.vanilla}。`,
      actual: (entriesKept, tokens, e, layers) =>
        `这段文本为 ${tokens} 个词元保留 ${entriesKept} 项：E 为 ${e}，共 ${layers} 层。`,
    },
    terms: {
      recursions: '递归次数',
      kept: '保留的项数，除以词元数乘层数',
      read: '读取的项数，除以层数乘可见词元数',
      expected: '键与值、头数、宽度、字节、E',
      actual: '键与值、头数、宽度、字节、项数除以词元数',
    },
  },
  long: {
    title: '长上下文',
    size: '规模（论文）',
    summary: (facts) =>
      `在 ${facts.shape} 规模、${facts.layers} 层、${facts.tokens} 个词元时，MoR 保留 ${facts.mor}，为普通模型 ${facts.vanilla} 的 ${facts.share}；递归模型保留的${facts.recursive === null ? '与普通模型一样多' : `为 ${facts.recursive}`}。每个数两字节，每次递归按其份额处理词元。`,
  },
};
