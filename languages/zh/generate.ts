import type { generate as english } from '../en/generate';
import { list } from './words';

type English = typeof english;
type Writer = Parameters<English['endOf']>[0];
type Put = Parameters<English['parted']>[1];
type Again = Parameters<English['restarted']>[0];

const models: { readonly [writer in Writer]: string } = { mor: 'MoR', vanilla: '普通模型' };
const put = (what: Put) => (what === 'end' ? '文本结束' : what === 'nothing' ? '什么都没写' : what.token);
const again = ({ times, after }: Again) =>
  times === 1 ? `写出 ${after} 个词元后，` : `共 ${times} 次，最近一次在写出 ${after} 个词元后，`;
const changed = { text: '文本', models: '开关', choices: '写作选项' };

export const generate: English = {
  title: '两个模型同时写作',
  aside: '从本页文本接着写',
  showTable: '以表格显示',
  models,
  endOfText: '文本结束',
  noPrompt: '没有提示：自行写一段文本。',

  reading: '两个模型正在读提示。',
  idle: '两个模型都从你的文本接着写，一次一个词元，使用相同的随机种子和相同的采样规则。',
  endedAtOnce: 'MoR 立即结束了文本：没有写出词元。',
  read: '两个模型已读完提示。',
  wrote: (tokens, depth, recursions, shares) => {
    const over = shares === null || shares.over === null ? '' : `（按双方各自的前 ${shares.over} 个词元计）`;
    const costs =
      shares === null ? '' : `，浮点运算量为普通模型的 ${shares.flops}，缓存为其 ${shares.cache}${over}`;
    return `MoR 写出 ${tokens} 个词元，平均深度 ${depth} / ${recursions}${costs}。`;
  },
  sameSoFar: (tokens) => `到目前为止，两者写出了相同的 ${tokens} 个词元。`,
  parted: (common, mor, vanilla) =>
    `${common === 0 ? '两者从第一个词元起就不同' : `相同 ${common} 个词元之后，两者分道扬镳`}：MoR 写的是${put(mor)}，普通模型写的是${put(vanilla)}。`,

  ends: {
    byItself: (tokens) => `写出 ${tokens} 个词元后自行结束。`,
    contextFull: (context, prompt) =>
      `上下文已满：共 ${context} 个词元${prompt > 0 ? `，含提示的 ${prompt} 个` : ''}。`,
    finished: (tokens) => `已写出要求的 ${tokens} 个词元。`,
    stopped: (tokens) => `写出 ${tokens} 个词元后停止。`,
    failed: (tokens) => `写出 ${tokens} 个词元后中断；已写的内容保留。`,
    paused: (tokens) => `写出 ${tokens} 个词元后暂停。`,
  },
  restarted: (how) => `${again(how)}引擎重新启动并重读了文本：多用 ${how.flops}，写出的词元与未中断时相同。`,
  slid: (how, prompt, dropped) =>
    `${again(how)}上下文已满：最新的 ${prompt} 个词元作为提示重读，多用 ${how.flops}；更早的 ${dropped} 个（点线标出）不再可见。`,
  dropped: (prompt, dropped) =>
    `文本长于上下文：最新的 ${prompt} 个词元作为提示，更早的 ${dropped} 个（点线标出）不可见。`,
  slideOffered: (tokens) =>
    `还没写完 ${tokens} 个词元，上下文就满了。“滑动”以其中较新的一半作为新提示接着写：更早的内容仍显示，但模型不再看到；重读的开销会计入。`,
  done: '写作完成。',
  stopped: '写作已停止。',
  endOf: (writer, end) => `${models[writer]}：${end}`,

  failure: {
    slide: (remedy) =>
      `${remedy}也可以按“滑动”：模型将从文本最新的一段接着写，长度为其上下文的一半，看不到更早的内容。`,
    writeOn: (remedy) => `已写的内容保留，“接着写”会从那里继续。${remedy.replace('重试', '接着写')}`,
    again: (remedy, kept) =>
      `${kept ? '已写的内容保留；“重来”会从头开始。' : ''}${remedy.replace('重试', '重来')}`,
  },

  step: (writer, number, quoted, probability, rounds, recursions, unseen) => {
    const way =
      rounds === 0
        ? '未被读取'
        : rounds === null
          ? '通过每一层'
          : `循环 ${rounds} 遍（最多 ${recursions} 遍）`;
    return `${models[writer]}，词元 ${number}（${quoted}）：概率 ${probability}，${way}。${unseen ? '已不再可见。' : ''}`;
  },
  stepEnd: (writer, number, probability) =>
    `${models[writer]}，词元 ${number}：文本结束，概率 ${probability}；未被读取。`,

  pinned: {
    name: '固定的词元',
    letGo: '取消固定',
    taken: '，它选了这个',
    alone: '模型在此处可能写出的词元。',
    partedBefore: (writer, at, other) =>
      `只显示${models[writer]}的预测：两段文本在第 ${at} 个词元处分开，${models[other]}在这里面对的是另一段文本。`,
    otherEnded: (other) => `到此处为止两者写的相同；${models[other]}在这个位置没有写出词元。`,
    both: '两者在这里面对相同的文本：各自可能写出的词元。',
  },

  usedBy: (writer) =>
    `本页文本现在是${models[writer]}写的那段，其他视图也显示它；“撤销”可恢复原文。“重来”会从它的末尾接着写。`,
  stale: (changes, goesOn) =>
    `${list(changes.map((change) => changed[change]))}此后有改动。下方内容${goesOn ? '按原先的设置继续' : '予以保留'}；“重来”会按本页当前的样子重写。`,
  notes: {
    topk: 'Top-k 要比较整段文本的词元。逐个写出时，每个词元自成一段文本，因此个个走完全程，没有节省：写作请选择阈值规则。',
    alone: '这个系列没有普通模型，因此只有 MoR 在写。',
    deeper:
      '递归四次时，MoR 展开后的层数多于训练好的普通模型，因此两者的浮点运算量和缓存并非同一深度模型之间的比较。',
  },

  column: {
    textOf: (writer) => `${models[writer]}的文本`,
    noModel: '这个系列没有这种模型。',
    tokensOf: (writer) => `${models[writer]}写出的词元`,
    unseen: '不再可见：',
    prompt: '提示：',
    takeTextOf: (writer) => `将${models[writer]}的文本用作本页文本`,
    use: '使用这段文本',
    back: '恢复为只有提示',
    inUse: '本页文本就是这一段。',
    depths: (depths) => `各词元的深度：${depths.join('、')}`,
    noDepths: '各词元的深度：还没有',
    everyLayer: '每个词元都通过每一层',
  },
  figures: {
    speed: '速度',
    pace: (pace) => `${pace} 词元/秒`,
    depth: '平均深度',
    everyLayer: '每一层',
    depthOf: (depth, recursions) => `${depth} / ${recursions}`,
    flops: '累计 FLOPs',
    flopsShort: 'FLOPs',
    live: 'KV 缓存（在用）',
    cacheShort: 'KV 缓存',
    allocated: 'KV 缓存（已分配）',
    held: '已存词元',
    heldOf: (held, context) => `${held} / ${context}`,
  },

  controls: {
    name: '写作',
    write: '开始写',
    pause: '暂停',
    writeOn: '接着写',
    again: '重来',
    slide: '滑动',
    step: '单步',
    stop: '停止',
    notReady: '模型尚未就绪，就绪后即可开始写作。',
    tokens: '要写的词元数',
    each: '每个词元',
    drawn: '采样',
    greedy: '贪心',
    greedyMeans: '贪心每次都取最可能的词元，没有可抽取的：截断和种子都不起作用。',
    temperature: '温度',
    topK: 'Top-k',
    topP: 'Top-p',
    seed: '种子',
    newSeed: '换个种子',
    hints: {
      tokens: (least, most) => `${least} 到 ${most}，不超出上下文`,
      temperature: '0 取最可能的，2 非常随机',
      topK: (most) => `从最可能的多少个中抽取，最多 ${most}；0 为全部`,
      topP: (least) => `累计概率，${least} 到 1；1 为全部`,
      seed: '相同的种子抽出相同的文本',
    },
  },

  table: {
    name: '写出的词元（表格）',
    caption: '每个写出词元的文本、概率、深度、FLOPs、在用缓存与用时',
    token: '词元',
    probability: '概率',
    depthOf: (recursions) => `深度（共 ${recursions}）`,
    flops: 'FLOPs',
    cache: '缓存',
    time: '用时',
  },
};
