import type { results as english } from '../en/results';

const routings = { expert: '专家选择', token: '词元选择', random: '随机路由' };

/** Of what the runs' files say in English; what is not here is shown as they have it. */
const questions: ReadonlyMap<string, string> = new Map([
  ['auxiliary loss', '把路由器辅助损失的权重提高到 16 倍，代价和收益各是什么？'],
  ['equal parameters', '如果普通模型的层数只有递归模型存储的那么多，它有多好？'],
  ['family', '在相同词元上训练的系列成员，各自有多好？'],
  ['isoflop', '在训练运算量相同时，哪种模型、哪种规模最好？'],
  ['seeds', '只改变初始权重时，损失会变动多少？'],
  ['tokens', '整个系列训练得更久，会带来什么？'],
  ['depth', '训练好的模型，损失如何随允许的深度下降？'],
]);
const groups: ReadonlyMap<string, string> = new Map([
  ['auxiliary loss', '辅助损失'],
  ['equal parameters', '参数量相同'],
  ['family', '系列'],
  ['isoflop', '等运算量'],
  ['seeds', '初始权重'],
  ['tokens', '训练更久'],
  ['sharing', '参数共享方式'],
]);
const taskNotes: ReadonlyMap<string, string> = new Map([
  ['blimp', '合语法与不合语法的句子，12 种现象共 67 种范式（Warstadt et al. 2020）。'],
  ['copa', '一句话的原因或结果（Roemmele et al. 2011）。'],
  ['piqa', '日常事情怎么做（Bisk et al. 2020）。'],
  [
    'lambada_openai',
    '段落的最后一个词（Paperno et al. 2016，OpenAI 版本）。随机水平为均匀抽取该词的各词元。',
  ],
  ['arc_easy', '中小学科学题（Clark et al. 2018）。'],
  ['arc_challenge', '简单方法会答错的中小学科学题（Clark et al. 2018）。'],
  ['openbook_qa', '基础科学，不给书（Mihaylov et al. 2018）。'],
  ['hellaswag_sample', '段落的结尾（Zellers et al. 2019）。所选题目并非随机：不能与已发表的分数相比。'],
  ['winogrande', '代词指谁，按句子结尾评分（Sakaguchi et al. 2020）。'],
  ['winograd_wsc', '代词指谁，按句子结尾评分（Levesque et al. 2012）。'],
  ['commonsense_qa', '四个答案之一的字母；原题有五个（Talmor et al. 2019）。'],
  ['siqa', '两个答案之一的字母；原题有三个（Sap et al. 2019）。'],
  ['bigbench_understanding_fables', '寓言寓意的字母（BIG-bench，Srivastava et al. 2022）。'],
  ['mmlu', '57 个学科，按答案文本评分，不给示例（Hendrycks et al. 2021）。'],
]);
const classes: ReadonlyMap<string, string> = new Map([
  ['word start', '词首'],
  ['word continuation', '词的后续部分'],
  ['punctuation', '标点'],
  ['white space', '空白'],
  ['end of text', '文本结束'],
]);

/** What an experiment changed, by its key in the config. */
const changes: Readonly<Record<string, (value: string) => string>> = {
  'model.sharing': (way) => `${way} 共享`,
  'model.num_recursions': (count) => `${count} 次递归`,
  'model.num_hidden_layers': (count) => `${count} 层`,
  'train.aux_loss': (weight) => `辅助损失权重 ${weight}`,
};

export const results: typeof english = {
  title: '结果',
  lead: '这里是用本站模型测得的结果：它们是用简单小故事训练的小模型。每个数字都来自某次运行写出的文件；每个模型背后都有一张卡片，附有产生它的命令。',
  onTheWay: '结果正在加载。',
  retry: '重试',
  heldOutSet: '留出集',
  tables: '各表',
  showTable: '以表格显示',
  measuredHere: '由其代码库中的命令测得',
  paperScale: '论文，其自身规模',
  inEveryRow: (same) => `各行相同：${same.map(([column, text]) => `${column} ${text}`).join('，')}。`,
  groupHead: (column, text) => `${column} ${text}`,
  models: { vanilla: '普通', recursive: '递归', mor: 'MoR' },
  model: ({ routing, shared, recursions }) => {
    if (routing === 'none') return recursions === 1 ? '普通' : `递归，${recursions} 次`;
    return `MoR，${routings[routing]}，${recursions} 次递归${shared ? '，共享缓存' : ''}`;
  },
  question: (group, written) => questions.get(group) ?? written,
  group: (group) => groups.get(group) ?? group,
  taskNote: (set, written) => taskNotes.get(set) ?? written,
  tokenClass: (name) => classes.get(name) ?? name.replace(/^([\d.]+)-$/, '$1 及以上').replace('-', '–'),

  findings: {
    gap: (nats, interval) =>
      `${nats} nats／词元${interval === null ? '' : `（区间 ${interval[0]} 至 ${interval[1]}）`}`,
    cost: (loses, gap, parameters, flops) =>
      `训练词元数相同时，专家选择路由的 MoR ${loses ? '不如' : '优于'}普通模型：损失相差 ${gap}；其词嵌入以外的参数量为普通模型的 ${parameters}，每词元运算量为 ${flops}。`,
    everyToken: (loses, gap, flops, paper) => {
      const said = `与存储层数相同、让每个词元走完所有递归的递归模型相比，MoR ${loses ? '更差' : '更好'}：相差 ${gap}，每词元运算量为它的 ${flops}。`;
      return paper === null
        ? said
        : `${said}论文在 360M 规模下，MoR 为 ${paper[0]}，递归模型为 ${paper[1]}。`;
    },
    equalParameters: (layers, flops, better, nats, within) =>
      `${layers} 层的普通模型与 MoR 的独立参数量相同，每词元运算量为 MoR 的 ${flops}，表现${better ? '更好' : '更差'}：与 MoR 相比损失 ${nats} nats／词元${within ? '，不超过仅换初始权重造成的变动' : ''}。`,
    longer: (tokens, gained, gaps) =>
      `训练 ${tokens[1]} 个词元而不是 ${tokens[0]} 个，普通模型的损失变动 ${gained[0]} nats／词元，MoR 变动 ${gained[1]}：MoR 与普通模型的差距从 ${gaps[0]} 变为 ${gaps[1]}。`,
    seeds: (tokens, ranges, apart) =>
      `换用其他初始权重、各训练 ${tokens} 个词元后：${ranges.map(({ model, runs, low, high }) => `${model} ${runs} 次运行为 ${low} 至 ${high}`).join('；')}。${apart ? '两个范围不相交；运行次数这么少，只是迹象，不是证明。' : '两个范围相交：这些运行还不能定论。'}`,
    chanceCosts: (gap) => `以抽签代替路由的代价为 ${gap}：结果中归功于路由器的就是这么多，不会更多。`,
    chanceAsGood: (gap) => `在这里，抽签与学到的路由器一样好：${gap}。`,
    rules: (agreement, nats) =>
      `不看后文的阈值规则，在 ${agreement} 的情况下与 top-k 决定相同，损失变动 ${nats} nats。`,
    isoflop: ({ best, ahead, pairs, atEdge, steps }) =>
      `训练运算量相同时，在 ${pairs} 组宽度与预算中，专家选择路由的 MoR 有 ${ahead} 组损失低于普通模型；各规模中损失最低的是：${best.map(({ model, width, flops, loss }) => `${flops} 时宽度 ${width} 的 ${model}（${loss}）`).join('，')}。${atEdge ? '这是试过的最窄宽度：最佳宽度可能更窄。' : ''}这些运行只有 ${steps[0]} 至 ${steps[1]} 步：说明的是谁起步学得快，而不是谁走得远。`,
    scores: (sets, above, below) => {
      const side = (titles: readonly string[]) =>
        titles.length === 0 ? '没有' : `有 ${titles.length} 个（${titles.join('、')}）`;
      return `在 ${sets} 个评分集中，MoR 的整个区间高于随机水平的${side(above)}，低于随机水平的${side(below)}；其余说明不了什么。`;
    },
    paper: (vanilla, mor) =>
      `论文自己最小的模型也指向同样的结论：在 135M 规模、最大预算下，普通模型达到 ${vanilla}，MoR 达到 ${mor}。`,
  },
  missing: (missing) =>
    `已计划但尚未运行：${missing.map(({ group, ids }) => `${groups.get(group) ?? group}（${ids.join('、')}）`).join('；')}。`,

  card: {
    name: '运行卡片',
    onTheWay: '卡片正在加载。',
    close: '关闭',
    facts: {
      run: '运行',
      parameters: '参数量',
      layers: '层',
      trainedOn: '训练量',
      flops: '训练 FLOPs',
      speed: '速度',
      hardware: '硬件',
      precision: '乘积精度',
      seed: '种子',
    },
    parameters: (all, outside) => `${all}，其中词嵌入以外 ${outside}`,
    layers: (layers, width) => `运行 ${layers} 层，宽度 ${width}`,
    trainedOn: (tokens, steps) => `${steps} 步，共 ${tokens} 个词元`,
    speed: (tokensPerSecond, minutes) => `每秒 ${tokensPerSecond} 个词元，历时 ${minutes} 分钟`,
    curve: '训练中的损失',
    curveSays: (from, to) => `从 ${from} 降到 ${to} nats／词元。`,
    loss: '损失',
    losses: '每个留出集上的损失',
    selection: '选择规则',
    natsPerToken: 'nats／词元',
    bitsPerByte: '比特／字节',
    meanDepth: '平均深度',
    rules: { all: '全部词元', topk: 'top-k', threshold: '阈值' },
    madeBy: '产生它的命令',
    json: '完整卡片（JSON）',
  },

  pictures: {
    hiddenSize: '隐藏宽度',
    natsPerToken: 'nats／词元',
    tokensSeen: '已见词元数',
    recursionsAllowed: '允许的递归次数',
    least: (model, width, loss) => `损失最低：${model}，宽度 ${width}，${loss}。`,
    point: (model, width, loss, tokens) => `${model}，宽度 ${width}：${tokens} 个词元后为 ${loss} nats。`,
    everyToken: '每个词元走完全程',
    byThreshold: '按阈值',
    modelAllTheWay: (model) => `${model}，每个词元走完全程`,
    depthPoint: (model, allowed, loss, depth) =>
      `${model}，允许 ${allowed} 次：${loss} nats，平均深度 ${depth}。`,
    opensCard: (sentence) => `${sentence}打开其卡片。`,
    chart: (title, sentence) => `${title}。${sentence}`,
    recursion: (recursion) => `第 ${recursion} 次递归`,
    scores: (recursion, on, left) => `第 ${recursion} 次递归：${on} 个词元继续，${left} 个离开。`,
    scoreAxis: '路由得分；竖线为阈值',
    divisions: {
      token: '按词元本身',
      nextToken: '按其后的词元',
      frequency: '按出现频率',
      nextLoss: '按其后词元的损失',
    },
    stops: (shares) => shares.map((share, i) => `${share} 在第 ${i + 1} 次递归后停下`).join('，'),
    meanDepth: (depth) => `平均深度 ${depth}`,
    chance: (chance) => `随机 ${chance}`,
    interval: (model, value, low, high) => `${model} ${value}，${low} 至 ${high}`,
    intervals: (intervals, chance) => `${intervals.join('；')}；随机水平 ${chance}`,
  },

  columns: {
    model: '模型',
    parameters: '独立参数量',
    trainingFlops: '训练 FLOPs',
    tokens: '词元数',
    natsPerToken: 'nats／词元',
    recursions: '递归次数',
    lossThreshold: '损失（阈值）',
    lossTopk: '损失（top-k）',
    loss: '损失',
    meanDepth: '平均深度',
    selection: '选择规则',
  },
  family: {
    title: '训练词元数相同的整个系列',
    agreement: '两规则一致率',
    average: '平均准确率',
    task: (title, chance) => `${title}（随机 ${chance}）`,
    billions: (billions) => `${billions * 10} 亿`,
    losses: (set) =>
      `${set} 上的损失，单位 nats／词元。Top-k 像训练时一样看整个窗口；阈值像生成时一样逐个词元决定。独立参数量不含词嵌入。`,
    intervals: (level) =>
      `小号数字为对窗口或题目的 ${level} 区间。各模型看到的窗口和题目相同，因此两者的差距比区间所示的更确定：上面的句子是逐窗口比较的。`,
    paper: (scale, table) =>
      `论文：${scale}。${table}；若有与其普通模型训练词元数相同的行，取该行。规模、数据和词元数相差几个数量级：应比较模型的次序，而不是数值。`,
  },
  longer: {
    title: '训练更久',
    question: '整个系列训练得更久，会带来什么？',
    loss: (tokens) => `损失，${tokens} 个词元`,
    gained: '变动',
    gap: (tokens) => `与普通模型相比，${tokens} 个词元`,
    note: (set) =>
      `${set} 上的损失，单位 nats／词元，按阈值规则。较长的运行从较短的运行降低学习率之前的状态接着训练；两者各有自己的降温阶段。下面各实验的表格改动的是较短的运行。`,
  },
  seeds: {
    title: '换用其他初始权重',
    question: '只改变初始权重时，损失会变动多少？',
    seed: '种子',
    mean: '各次运行的均值',
    spread: '最大减最小',
    note: '均值和极差均按阈值规则。模型之间的差距若小于极差，就不能说明什么。',
  },
  isoflop: {
    title: '等运算量比较',
    question: '在训练运算量相同时，哪种模型、哪种规模最好？',
    budget: '预算',
    size: '隐藏宽度',
    note: '训练的浮点运算量，含前向与反向，按真实宽度计，含路由器和输出头。每次运行各有自己的学习率冷却阶段。',
  },
  ablation: {
    changed: '改动',
    difference: '与未改动的模型相比',
    unchanged: '无',
    change: (key, value) => changes[key]?.(value) ?? `${key} ${value}`,
    byChance: (nats) => `仅换初始权重，损失就变动了至多 ${nats} nats：比这更小的差别说明不了什么。`,
    paperSharing: (title, rows) => `论文 ${title}，360M、三次递归：${rows.join('，')}。`,
    paperEqual: (title, rows) =>
      `论文 ${title}：${rows.map(({ recursions, nats }) => `${recursions === 1 ? '普通' : `${recursions} 次递归`} ${nats}`).join('，')}。`,
  },
  depth: {
    title: '测试时给定的深度',
    question: '训练好的模型，损失如何随允许的深度下降？',
    allowed: '允许的递归次数',
    flops: '每词元 FLOPs',
    note: '没有重新训练：超出允许次数的递归被略去，最后一层和输出头保留。论文图 5c 给出了同样的曲线，但没有印出数值。',
  },
  tasks: {
    title: '评测集',
    question: '与瞎猜相比，这些模型能做什么？',
    set: '评测集',
    items: '题数',
    chance: '随机水平',
    itemsOf: (items, of) => `${of} 题中的 ${items} 题`,
    accuracy: (interval, resamples) =>
      `准确率按对数似然计，论文中按选项字节数归一化的也同样处理；选择用阈值规则，它是因果的。各得分旁为 ${resamples} 次自助重采样的 ${interval} 区间。`,
    training: '区间只反映题目的抽取，不反映训练的偶然性：换用其他初始权重，分数也会变动。',
    small: '这种规模的模型对世界所知甚少：凡是区间包含随机水平的，都不能说明什么。',
  },
  routers: {
    title: '路由器',
    question: '路由器学会给词元分类了吗？阈值做到了 top-k 训练时所做的事吗？',
    load: '第 1 / 2 / … 次递归后离开的词元',
    accuracy: '第 2 / … 次递归时阈值与 top-k 一致',
    dead: '从未被选中的位置',
    maxVio: 'MaxVio',
    entropy: '熵',
    note: '选择用阈值规则。MaxVio：最满的深度超出均匀负载的程度。熵：负载的熵，最大为 ln N_r。',
    paper: (facts) =>
      `${facts.title}，360M：专家选择时，阈值与 top-k 的一致率为 ${facts.agreement}，${facts.dead} 的词元从未被选中；词元选择时，MaxVio 为 ${facts.maxVio}，熵为 ${facts.entropy}。`,
  },
  classes: {
    title: '各类词元的深度',
    question: '哪些词元走得深？',
    by: '依据',
    kind: '类别',
    share: '第 1 / 2 / … 次递归后离开',
    loss: '下一个词元的损失',
    divisions: {
      token: '词元本身',
      nextToken: '其后的词元',
      frequency: '出现频率',
      nextLoss: '其后词元的损失',
    },
    note: (model, set) =>
      `${model}，${set}，选择用阈值规则。论文（图 1、表 17）把深度理解为下一个词元的难度。`,
  },
  speed: {
    title: '用时与运算量',
    question: '浮点运算量更少，毫秒数也更少吗？',
    backend: '后端',
    time: '用时',
    timeRatio: '用时（相对普通模型）',
    flopsRatio: 'FLOPs（相对普通模型）',
    quotient: '用时比除以 FLOPs 比',
    runs: '运行次数',
    software: (backend) => `${backend}（软件适配器）`,
    note: (cores, cpu, target) =>
      `在 ${cpu} 的 ${cores} 个核上交替进行的前向计算，取中位数；目标为至多 ${target}。软件适配器不能说明显卡的情况，且只有一次运行时其噪声大于效应。`,
    paper: (title, rows) =>
      `${title}：${rows.map(({ recursions, batch32, batchMax }) => `${recursions} 次递归，批大小 32 时 ${batch32}，最大批时 ${batchMax}`).join('；')}。`,
  },
};
