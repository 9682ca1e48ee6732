import type { Glossary } from '../learn';

/** 课程里的每个术语，用一两句话说明。 */
export const glossary: Glossary = {
  token: {
    term: '词元',
    text: '模型一次读的一小段文字：一个词、词的一部分或一个标点。本站词元前面的小淡点，是属于它的那个空格。',
  },
  vocabulary: {
    term: '词表',
    text: '模型认识的全部词元的固定清单。本站的小模型认识 2,048 个；罕见的词会被拆成好几个。',
  },
  embedding: {
    term: '嵌入',
    text: '词元进入模型时的那串数，按它在词表里的位置查出。最后读出下一个词元时，用的还是同一张表。',
  },
  'hidden-state': {
    term: '隐藏状态',
    text: '词元在模型里一路上由一串数来代表，每一层都往上加一点。',
  },
  layer: {
    term: '层',
    text: 'Transformer 的一站：注意力向别的词元取东西，MLP 对每个词元单独加工。两者都把结果加到隐藏状态上。',
  },
  attention: {
    term: '注意力',
    text: '词元向别人收集信息的方式：用自己的查询与别人的键比较，按相合的程度混合它们的值。词元注意了哪里，只说明从哪里取，并不解释为什么。',
  },
  head: {
    term: '注意力头',
    text: '一层里并排的几个小注意力之一，各有自己的查询、键和值。',
  },
  mlp: {
    term: 'MLP（多层感知机）',
    text: '两三个矩阵，中间有一个弯，对每个词元单独起作用。一层的大部分权重和 FLOPs 都在这里。',
  },
  residual: {
    term: '残差流',
    text: '从一层传到下一层的隐藏状态：每层只往上加，原有的内容仍然读得到。',
  },
  norm: {
    term: '归一化',
    text: '在一层读取之前，把隐藏状态的数调到统一的大小。这些模型用的是 RMSNorm。',
  },
  encoder: {
    term: '编码器',
    text: '每个词元都能看所有其他词元（包括后面的）的 Transformer，适合读已经写好的文字。',
  },
  decoder: {
    term: '解码器',
    text: '一个词元接一个词元地写的 Transformer。最早的那个还要看编码器读出的结果。',
  },
  'decoder-only': {
    term: '纯解码器 Transformer',
    text: '没有编码器的解码器：读的和写的是同一段文字。今天的语言模型都是这一类，本站的也是。',
  },
  'causal-mask': {
    term: '因果掩码',
    text: '不许词元看后面的规则。它让训练诚实：答案就跟在问题后面。',
  },
  position: {
    term: '位置（RoPE）',
    text: '词元怎样知道自己站在哪里：查询和键按位置转过一个角度，越靠后转得越多。跳过几遍的词元，位置不变。',
  },
  logit: {
    term: 'logit',
    text: '变成概率或分数之前的原始数值。',
  },
  softmax: {
    term: 'softmax',
    text: '把一串 logit 变成都为正、加起来是 1 的份额。',
  },
  loss: {
    term: '损失',
    text: '模型对真正出现的下一个词元有多意外，单位是奈特每词元：它给出的概率取自然对数再变号。越低越好。',
  },
  parameters: {
    term: '参数',
    text: '模型学到的数。几遍共用的权重只算一次。',
  },
  recursion: {
    term: '递归',
    text: '同一个块在上一遍的结果上再走一遍。',
  },
  'shared-block': {
    term: '共享块',
    text: '各遍共用的几层。三次递归、块里两层，词元最多经过六层，存的只有两层。',
  },
  'parameter-sharing': {
    term: '参数共享',
    text: '模型的几处使用同样的权重。省的是存储，不是计算。',
  },
  cycle: {
    term: 'Cycle（循环）',
    text: '把一串层整体重复：1 2 3、1 2 3、1 2 3。',
  },
  sequence: {
    term: 'Sequence（顺序）',
    text: '每层原地重复：1 1 1、2 2 2、3 3 3。',
  },
  'middle-cycle': {
    term: 'Middle-Cycle',
    text: '中间用 Cycle，第一层和最后一层独立。MoR 建在它上面。',
  },
  'middle-sequence': {
    term: 'Middle-Sequence',
    text: '中间用 Sequence，第一层和最后一层独立。',
  },
  depth: {
    term: '深度',
    text: '词元经过共享块的次数。它数的是计算，不是见识。',
  },
  vanilla: {
    term: '普通 Transformer',
    text: '一切都拿来与它比较的普通模型：层数一样，每层有自己的权重，每个词元走完全部。',
  },
  'recursive-transformer': {
    term: '递归 Transformer',
    text: '有共享块、每个词元都走满各遍的 Transformer，也就是没有路由器的 MoR。',
  },
  mor: {
    term: '混合递归（MoR）',
    text: '递归 Transformer 加一个路由器，让每个词元按决定走不同的遍数。Bae 等人，2025。',
  },
  router: {
    term: '路由器',
    text: '给词元打分的小部件：在这些模型里就是一行权重，与隐藏状态相乘。',
  },
  score: {
    term: '路由分数',
    text: '路由器给词元的数，在 0 和 1 之间，决定谁继续走。',
  },
  gate: {
    term: '门控值',
    text: '块的结果加到词元上之前要乘的因子。它由分数得来，路由器也靠它学习。',
  },
  'expert-choice': {
    term: '专家选择路由',
    text: '每一遍之前，由这一遍来挑词元：训练时挑分数最高的。',
  },
  'token-choice': {
    term: '词元选择路由',
    text: '每个词元在第一遍之前选一次，决定走几遍。',
  },
  'top-k': {
    term: 'top-k 选择',
    text: '让分数最高的固定数目的词元继续。要知道是哪些，得看过全文。',
  },
  threshold: {
    term: '阈值',
    text: '分数的固定及格线，这里是二分之一。词元各自决定，所以写作时也能用。',
  },
  capacity: {
    term: '容量',
    text: 'top-k 下一遍收下的词元份额：三遍时为全部、三分之二、三分之一。',
  },
  'auxiliary-loss': {
    term: '辅助损失',
    text: '训练中的附加题：单凭分数就要说出词元是否在 top-k 之内。有了它才能用阈值。',
  },
  'balancing-loss': {
    term: '平衡损失',
    text: '训练中的附加题：多数词元选同一深度时要受罚。',
  },
  load: {
    term: '负载',
    text: '词元在各深度上的分布。MaxVio 表示最满的深度比均匀多出多少。',
  },
  'random-routing': {
    term: '随机路由',
    text: '用抽签代替分数：说明路由器本身值多少的对照。',
  },
  'causality-leak': {
    term: '因果泄漏',
    text: 'top-k 下，后面的词可以把前面的词元挤出去，从而透露自己的一点消息。这样测出的损失可能偏好。',
  },
  moe: {
    term: '混合专家（MoE）',
    text: '有几个不同权重的网络、由路由器为每个词元挑选其中一些的模型。MoR 只有一个块，挑的是次数。',
  },
  flop: {
    term: 'FLOP',
    text: '一次浮点运算，乘或加。FLOPs 数的是工作量，不是时间。',
  },
  'kv-cache': {
    term: 'KV 缓存',
    text: '读过的所有词元的键和值，存起来，下一个词元就不必重算。',
  },
  'recursion-wise': {
    term: '逐递归缓存',
    text: '每一遍只存走了这一遍的词元的键和值，也只看它们。',
  },
  'recursive-sharing': {
    term: '递归 KV 共享',
    text: '键和值只在第一遍产生，后面各遍都读它们。',
  },
  context: {
    term: '上下文',
    text: '模型能回头看到的词元。缓存随它增长。',
  },
  bandwidth: {
    term: '内存带宽',
    text: '设备每秒能搬动多少字节。逐词元写作时大多在等它。',
  },
  kernel: {
    term: '内核',
    text: 'GPU 同时对许多数运行的小程序。不管活儿多小，启动都要一点时间。',
  },
  latency: {
    term: '延迟',
    text: '一件事从头到尾要多久。',
  },
  throughput: {
    term: '吞吐量',
    text: '合起来每秒做多少。它可以上升，而每段文字仍和从前一样久。',
  },
  batching: {
    term: '批处理',
    text: '几段文字一起算，权重为大家只取一次。',
  },
  'depth-wise-batching': {
    term: '连续深度批处理',
    text: '一个批次里各个位置可以处在不同的遍数，因为各遍权重相同。谁离开，马上有人补上。',
  },
};
