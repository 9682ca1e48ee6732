import type { speed as english } from '../en/speed';

const ways: { readonly [way: string]: string } = {
  'as usual': '通常用法',
  'graph capture': '图捕获',
  jitted: 'jit 编译',
  'rows together': '多行一起',
};

export const speed: typeof english = {
  device: (backend, adapter, software) =>
    adapter === null ? backend : `${backend}，${adapter}${software ? '（软件适配器）' : ''}`,
  writer: (name, version, way) =>
    [version === null ? name : `${name} ${version}`, ways[way] ?? way].filter(Boolean).join('，'),
  onTfjs: '本站在 tfjs 上的前向计算',
  finding: (faster, peer, device, token, times) =>
    `在 ${device} 上比 ${peer} ${faster ? '快' : '慢'}：普通模型写一个词元需要 ${token}，后者所用时间是它的 ${times} 倍。`,

  throughput: {
    title: '吞吐量',
    question: '在相同的权重和提示下，与其他运行时相比，写文本有多快？',
    who: '由谁来写',
    backend: '后端',
    threads: '线程数',
    batch: '同时写的文本数',
    prompt: '提示长度',
    prefill: '读完提示',
    token: '每段各写一个词元',
    quartiles: '四分位数',
    between: (low, high) => `${low} 至 ${high}`,
    rate: '每秒词元数',
    overOwn: '时间，与我们之比',
    overVanilla: '时间，与其普通模型之比',
    dispatches: '每词元的调度数',
    submits: '每词元的提交数',
    buffers: '每词元新建的缓冲区',
    bits: '每个权重的位数',
    rounds: '轮数',
    note: (cores, cpu, hosts, loads) =>
      `各方都用相同的权重，从相同的提示出发贪心地写；计时之前先把写出的词元与普通前向计算的结果对照，不一致者不计时。各方逐轮交替进行，数值为中位数与四分位数，比值是各轮比值的中位数。机器：${cpu} 的 ${cores} 个核心，运行于 ${hosts.join('、')}；各段开始前的负载为 ${loads.join('、')}。`,
    oneDevice:
      '比值只比较同一段测试中同一设备上的结果；不同设备之间从不相比。若一台机器唯一的图形适配器就是它的处理器，WASM 会占便宜，因为那里正是它的主场。',
    software: (adapter) =>
      `${adapter} 是由处理器扮演的显卡：它的时间不说明真实显卡的情况。调度数、提交数和缓冲区数则到处都一样。`,
    refused: (each) => `未计时：${each.join('；')}。`,
    refusal: (who, backend, member, batch, reason) =>
      `${who}，${backend}（${member}，同时 ${batch} 段）：${reason}`,
  },

  batching: {
    title: '按深度的批处理',
    question: '提前离开的词元，会给别的词元腾出位置吗？',
    policy: '批处理单位',
    policies: { depth: '递归', sequence: '词元' },
    baseline: '普通模型的槽位',
    slots: '槽位',
    bytes: '参数与缓存',
    rate: '每秒词元数',
    overVanilla: '每秒词元数，与普通模型之比',
    byFlops: '若时间等于 FLOPs',
    used: '使用中的槽位',
    rounds: '轮数',
    readbacks: '每词元的读回数',
    refusal: (member, device, reason) => `${member}，${device}：${reason}`,
    note: (devices, cores, cpu, loads) =>
      `我们自己的内核，${devices.join('、')}，${cpu} 的 ${cores} 个核心，单线程，各段开始前的负载为 ${loads.join('、')}。读提示、写缓存、抽样和调度都计入每个数值。每个模型分别用与普通模型相同数目的槽位，以及它的内存所能负担的槽位来运行。`,
    byFlopsNote: '比值高出“若时间等于 FLOPs”的部分来自填得更满的行；不足的部分花在调度和等待的行上。',
    paper: (title, rows) =>
      `${title}：${rows
        .map(
          ({ recursions, batch32, batchMax }) =>
            `${recursions} 次递归，批大小 32 时为 ${batch32}，最大批时为 ${batchMax}`,
        )
        .join('；')}。`,
  },

  exits: {
    title: '越过词元到不了的递归',
    question: '词元离开之后的调度，是提前返回好，还是从缓冲区读取为零的工作组数好？',
    depth: '经过的递归',
    of: (depth, recursions) => `${recursions} 次中的 ${depth} 次`,
    way: '此后的调度',
    ways: {
      'early-return': '提前返回',
      indirect: '间接调度，没有工作组',
      'left-out': '略去',
    },
    token: '一个词元',
    overEarlyReturn: '时间，与提前返回之比',
    verdict: (device, over, isBetter, software) =>
      `在 ${device} 上，间接调度所用的时间是提前返回的 ${over} 倍（各深度的中位数）${
        isBetter
          ? '：间接调度更好。那时两次递归之间的程序还要写出下一次递归的工作组数，由它的每个调度读取。'
          : '：保留提前返回，它既不需要存放工作组数的缓冲区，也不需要浏览器对其检查。'
      }${software ? '这是软件适配器，不足为凭。' : ''}`,
    note: '在 Node 中（Dawn）使用录制解码自身的调度；随机路由的容量使每个词元同样深。工作组数事先已在缓冲区中；只有事先知道深度者才能略去调度。',
  },

  floors: {
    title: '设备的下限',
    question: '普通模型的一个词元，离图形适配器的极限有多远？',
    bytes: '搬运字节所需',
    flops: '完成 FLOPs 所需',
    bandwidth: '带宽',
    rate: '算力',
    note: '带宽和算力由两个小内核测得：一个复制，一个连续乘加。一个词元要把每个权重为所有文本读一次，并读取每段文本的键和值；任何运行时都不可能快过两个下限中较大的一个。小模型超出的时间，是在等待调度。',
  },

  targets: {
    title: '速度目标',
    question: '目标是什么，结果如何？',
    aim: '目标',
    on: '测于',
    target: '目标值',
    measured: '实测值',
    met: '是否达到',
    yes: '是',
    no: '否',
    atLeast: (figure) => `至少 ${figure}`,
    atMost: (figure) => `至多 ${figure}`,
    forward: (tokens) => `MoR 与普通模型，${tokens} 个词元的前向计算：时间比除以 FLOPs 比，最差的成员`,
    dispatches: '解码：每层的调度数，最差的成员',
    submits: '解码：每词元的提交数，最差的成员',
    buffers: '解码：每词元新建的缓冲区，最差的成员',
    onnx: (peer) => `解码，普通模型：每秒词元数与 ${peer} 之比`,
    oneThread: (device) => `${device}，单线程`,
    batching: (recursions) =>
      `按深度的批处理，${recursions} 次递归：内存不多于普通模型时每秒词元数之比，最好的成员`,
    missedOnSoftware: (adapter) =>
      `在 ${adapter} 上没有达到的目标，是在由处理器扮演的显卡上没有达到的：这不是对真实显卡的结论。`,
    missedBatching: (byFlops) =>
      `按深度批处理的目标出自论文，在显卡上测得：那里行填得更满，时间几乎不增加。在处理器上，一行所需的时间大致就是它的 FLOPs 所需的时间，省下的 FLOPs 最多值 ${byFlops} 倍。`,
  },
};
