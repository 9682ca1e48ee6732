import type { cost as english } from '../en/cost';

type Difference = Parameters<(typeof english)['mismatch']['otherCache']>[0];

const differs = (how: Difference, size: string, unit: string) =>
  how === 'same' ? '没有变化' : `${how === 'higher' ? '升高' : '降低'} ${size}${unit}`;
const NATS = ' nats／词元';
const SMALL = '一段文本只是小样本：换一段结果可能不同。';

export const cost: typeof english = {
  title: '开销',
  aside: (tokens) => `本段文本，${tokens} 个词元；点选数字可看其公式`,
  table: '三个模型处理这段文本的开销',
  model: '模型',
  empty: '有了运行之后，将据此统计。',
  models: { vanilla: '普通', recursive: '递归', mor: 'MoR' },
  figures: {
    parameters: '参数量',
    flops: 'FLOPs',
    flopsPerToken: '每词元 FLOPs',
    kvCache: 'KV 缓存',
    kvRead: 'KV 读取',
    loss: '损失',
    time: '用时',
  },
  figureOf: (figure, model) => `${figure}，${model}`,
  howOf: (figure, model, value) => `${value}。${model}的${figure}是如何得出的`,

  counting: 'FLOPs 的计法',
  accounts: { honest: '精确', paper: '论文计法', executed: '所有词元对' },
  accountMeaning: {
    honest: '精确计算浮点运算量：按真实宽度，含路由器和输出头。',
    paper: '按论文的方法计算浮点运算量：取完整宽度，不含路由器和输出头。',
    executed: '普通张量运算执行的浮点运算量，含被掩蔽的词元对；这里的内核会跳过其中大部分。',
  },

  othersComing: '另外两个模型还在加载。',
  summary: (flops, kept, loss) => {
    const lossPart =
      loss === null
        ? ''
        : loss.how === 'same'
          ? '；损失相同'
          : `；损失${loss.how === 'higher' ? '高' : '低'} ${loss.size} nats`;
    return `处理这段文本，MoR 的浮点运算量为普通 Transformer 的 ${flops}，保留的缓存为其 ${kept}${lossPart}。`;
  },
  notes: {
    vanilla: (layers, trained) =>
      `这里 MoR 展开为 ${layers} 层。普通模型的参数量、浮点运算量和字节数按 ${layers} 层计算；其损失和用时来自训练好的 ${trained} 层模型。`,
    recursive: (rounds, trained) =>
      `训练好的递归模型循环 ${trained} 遍。其参数量、浮点运算量和字节数按 ${rounds} 遍计算；损失和用时是它自己的。`,
  },

  formula: {
    together: '合计',
    parameters: (run, stored) => `无论使用多少次都只存一份：运行 ${run} 层，存储 ${stored} 层。`,
    flops: {
      honest:
        '一次乘加计两个 FLOP。键和值按真实宽度，注意力只计词元可见的词元对，含路由器和输出头；不计归一化层。',
      paper: '按论文的计法：一次乘加计两个 FLOP，键和值取完整宽度，注意力因因果性减半；不计路由器和输出头。',
      executed:
        '普通张量运算所做的乘法：与精确计法相同，但注意力计入每一对查询和键，包括被掩蔽的。这里的内核会跳过大部分被掩蔽的词元对，实际计算量介于两者之间。',
    },
    cache: (entries, bytes) =>
      `保留了 ${entries} 组键和值：每个词元在每次自行产生键值的层计算中各一组。这里每个数占 ${bytes} 字节。`,
    cacheRead: (entries) =>
      `逐词元写出这段文本时从缓存读取的量：每个词元都会看它可见的每一项，共 ${entries} 项。`,
    loss: (count, evenly) =>
      `模型对下一个词元感到意外的程度，取 ${count} 个词元的平均：模型给出的概率的负对数。相当于在 ${evenly} 个词元中均匀猜测。`,
    time: (runs, device) =>
      `实测：${runs === 1 ? '一次前向计算' : `各模型轮流进行 ${runs} 次前向计算，取中位数`}，在 ${device} 上，直到结果返回。短文本的时间大多花在等待上，因此浮点运算量少不一定用时短。`,
    device: (backend, adapter) => (adapter === null ? backend : `${backend}（${adapter}）`),
    terms: {
      embeddingProduct: '词嵌入：词表大小乘以宽度',
      embedding: '词嵌入',
      layersStored: '存储的层',
      norms: '归一化层',
      routers: '路由器',
      projectionsOf: (passes, written) => `投影：${passes} 次词元计算，其中 ${written} 次产生键和值`,
      projections: '投影',
      attentionOf: (pairs) => `注意力：${pairs} 个词元对`,
      attention: '注意力',
      feedForward: '前馈网络',
      router: '路由器',
      head: '输出头',
      entries: '项数、键与值、头数、宽度、字节',
      entriesRead: '读取项数、键与值、头数、宽度、字节',
      loss: '各词元之和除以词元数',
      recursion: (recursion) => `第 ${recursion} 次递归`,
      around: '之前、之间与之后',
      scaledCache: '词元、项数、字节',
    },
  },

  mismatch: {
    title: '与训练不符的代价',
    rules: { topk: 'top-k', threshold: '阈值' },
    way: (cache, rule) => (rule === null ? cache : `${cache}，${rule}`),
    row: (cache, rule) => (rule === null ? cache : `${cache}，${rule}`),
    trained: (cache) => `这个模型训练时使用${cache}。`,
    trainedTopk: (cache) =>
      `这个模型训练时使用${cache}和会看全文的 top-k 规则。逐词写作时只能用阈值：这本身也是一种与训练不符。`,
    table: '以每种方式运行该模型时这段文本的损失',
    runWith: '运行方式',
    loss: '损失（nats）',
    beside: '与训练方式相比',
    meanDepth: '平均深度',
    asTrained: '训练时的方式',
    inView: '当前显示',
    none: '无',
    computing: '正在计算',
    notRun: '未运行',
    again: '再试一次',
    single: '只有一个词元，没有损失可比。',
    otherCache: (how, size) => `对这段文本，换用另一种缓存使损失${differs(how, size, NATS)}。${SMALL}`,
    both: (threshold, topk, rules) =>
      `对这段文本，换用另一种缓存，按阈值规则损失${differs(...threshold, NATS)}，按 top-k 规则${differs(...topk, NATS)}。缓存不变、以阈值代替 top-k，损失${differs(...rules, NATS)}。${SMALL}`,
  },

  scale: {
    title: '放大到论文的规模',
    size: '规模',
    context: '上下文',
    tokens: (count) => `${count} 个词元`,
    table: (shape, tokens) => `${shape} 规模、${tokens} 个词元上下文时的开销`,
    parameters: (layers) => `运行 ${layers} 层；存储的参数只计一次。论文的规模名称不含词嵌入。`,
    flops: (tokens, shares) =>
      `长度为 ${tokens} 的文本中平均每个词元的运算量，每次递归按其份额处理词元${shares.length === 0 ? '' : `（${shares.join('、')}）`}。`,
    cache: (entries, bytes, shares) =>
      `每个词元平均保留 ${entries} 项，每项 ${bytes} 字节（每个数两字节）${shares.length === 0 ? '' : `（${shares.join('、')}）`}。`,
    summary: (shape, layers, tokens, flops, kept, parameters) =>
      `在 ${shape} 规模、${layers} 层、${tokens} 个词元时，MoR 的浮点运算量为普通 Transformer 的 ${flops}，KV 缓存为 ${kept}，参数量为 ${parameters}。`,
  },
};
