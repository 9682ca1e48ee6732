import type { Messages } from '../messages';

export const home: Messages['home'] = {
  title: '一个自己决定每个词要想多久的语言模型',
  lead: '“混合递归”（Mixture-of-Recursions，MoR）让每个词元都经过同一个小小的层块，再由路由器逐个词元决定谁还要再走一圈。这里的模型就在你的浏览器里运行，你可以看着它们做决定。',
  explore: '输入你自己的句子',
  learn: '从一节课开始',

  picture: {
    name: (text) => `“${text}”的一次运行记录`,
    axis: (recursion) => `第 ${recursion} 圈`,
    block: '共享块',
    blockLayers: (layers) => `共享块：第 ${layers} 层`,
    tokens: '文本，逐个词元',
    round: (recursion, of, said) => `第 ${recursion} 圈，共 ${of} 圈。${said}`,
    everybody: (count) => `全部 ${count} 个词元都经过共享块。`,
    goOn: (names) => `${names} 再走一圈`,
    leave: (names) => `${names} 带着已有的结果离开`,
    nobody: '没有词元再走一圈',
    decided: (went, left, bar) => `${went}${left && `；${left}`}。${bar && `得分达到 ${bar} 才能留下。`}`,
    done: (mor, vanilla, share) =>
      `完成：MoR 用了 ${mor}；层数相同的普通 Transformer 对每个词元想得一样久，用了 ${vanilla}。前者是后者的 ${share}。`,
    work: '到目前为止的运算量',
    mor: 'MoR',
    vanilla: '普通模型',
    play: '播放',
    again: '重播',
    pause: '暂停',
    back: '上一步',
    step: '下一步',
    end: '结束',
    source: '本站模型的一次真实运行记录，没有一处是手绘的。',
    open: '看实时运行',
  },

  ways: '从哪里开始',
  wayExplore: {
    title: '探索',
    text: '随便输入什么，看每个词元的深度、它在模型里走的路、键值缓存、代价，以及两个模型如何续写。',
  },
  wayLearn: {
    title: '学习',
    text: '每课一刻钟：先预测，再观察，再解释，全都在正在运行的模型上进行。',
  },
  wayResults: {
    title: '结果',
    text: '这些模型到底怎么样，都是测出来的：损失、等 FLOPs 曲线、路由器、评测集和速度，旁边是论文的数字。',
  },

  findings: '实验说明了什么',
  findingsAside: '我们自己的小模型，用同样的故事、按同样的顺序训练',
  cost: {
    figure: (share) => `${share} 的 FLOPs`,
    sentence: (parameters, gap, worse) =>
      `采用专家选择的 MoR 处理一个词元的计算量与普通模型之比；嵌入层以外的参数是普通模型的 ${parameters}，每个词元的损失${worse ? '高' : '低'} ${gap} nat。`,
  },
  lots: {
    figure: (gap) => `${gap} nat`,
    sentence: (worse) =>
      `用抽签代替路由器时每个词元损失的${worse ? '增加' : '减少'}量。路由器的功劳就是这么多，不多也不少。`,
  },
  small: {
    figure: (gap) => `${gap} nat`,
    sentence: (layers, flops, better) =>
      `参数一样多的 ${layers} 层普通模型与 MoR 的损失之差，而它的 FLOPs 只有 MoR 的 ${flops}。${better ? '在这个规模上，递归还不划算。' : '在这里，递归是划算的。'}`,
  },
  allResults: '全部结果，包括 MoR 输在哪里',

  real: '哪些是真的',
  realPoints: [
    '模型是我们自己的：用本仓库的代码训练，原样下载，在你的 GPU 或处理器上运行。',
    '站上的每个数字都来自你设备上的一次运行，或来自本仓库命令写出的文件，没有一个是手填的。',
    '没有任何东西离开你的机器：没有账号，没有跟踪，不联系第三方。还可以留在本机，离线使用。',
  ],

  people: '谁会来这里',
  student: { who: '学生', text: '先预测深度，猜错了，再弄明白为什么。', link: '第一课' },
  teacher: { who: '教师', text: '准备一个只留所需的视图，打印练习单，离线上课。', link: '教师专页' },
  engineer: {
    who: '工程师',
    text: '看计数得到的 FLOPs、字节和实测的毫秒，每个都附公式。',
    link: '一句话的代价',
  },
  researcher: { who: '研究者', text: '看论文的表格在这里重新测量，每次运行都有卡片和命令。', link: '结果' },

  footer: {
    navigation: '更多',
    method: '方法来自',
    private: '没有账号，没有跟踪：你输入的内容不会离开这台机器。',
    about: '关于本站',
    teach: '教师专页',
  },
};
