import type { batching as english } from '../en/batching';
import { counted, list } from './words';

const NAMES = { mor: 'MoR', vanilla: '普通 Transformer' };
const slotsOf = (slots: number) => counted(slots, '个槽位');
const tokensOf = (tokens: number) => counted(tokens, '个词元');

export const batching: typeof english = {
  title: '同时写多段文本',
  aside: '一个批次，各种深度',
  names: NAMES,
  showTable: '以表格显示',
  intro: (slots) =>
    `多段文本在一个批次里同时生成。普通 Transformer 每一拍让 ${tokensOf(slots)}走完全部层。MoR 每一遍用的是同一个块，所以槽位里可以放任意深度的词元：谁离开，下一个立刻补上。`,

  controls: {
    course: '批次',
    run: '运行',
    again: '重新运行',
    pause: '暂停',
    resume: '继续',
    step: '单步',
    stop: '停止',
    pace: '节奏',
    paces: { full: '全速', slow: '一拍一拍地' },
    notReady: '模型还没有准备好。准备好后即可开始。',
    noPrompt: '没有提示文本。请写一段，或选一组。',
    slots: '普通 Transformer 的槽位',
    slotsHint: '一拍处理的词元数',
    copies: '每个提示写几段',
    copiesHint: (texts) => `共 ${counted(texts, '段文本')}`,
    tokens: '生成的词元数',
    tokensHint: '每段文本的上限',
    drawing: (temperature, topK, topP, seed) =>
      temperature === '0'
        ? '每个词元都取最可能的，与“生成”中的设置相同。'
        : `按“生成”中的设置抽样：温度 ${temperature}${topK === 0 ? '' : `，top-k ${topK}`}，top-p ${topP}；第一段文本的种子为 ${seed}，之后每段加一。`,
  },

  prompts: {
    name: '提示文本',
    prompt: (number) => `提示 ${number}`,
    add: '添加提示',
    remove: '删除',
    removeThis: (number) => `删除提示 ${number}`,
    sets: '成组的提示',
    full: (most) => `最多 ${most} 个提示。`,
    tooLong: (most) => `一个提示最多 ${most} 个字符，多出的部分已略去。`,
    set: {
      stories: '六个开头',
      lengths: '长短不一',
      same: '同一个，反复写',
    },
  },

  picture: {
    name: (name, slots) => `${name}的槽位：${slotsOf(slots)}，逐拍显示`,
    slots: {
      mor: (slots) => `${slotsOf(slots)}，任意深度的词元`,
      vanilla: (slots) => `${slotsOf(slots)}，完整的词元`,
    },
    tick: '拍',
    now: '槽位中的词元',
    legend: {
      round: (recursion) => `第 ${recursion} 遍`,
      whole: '全部层',
      next: '间隙：一个离开，下一个进来',
      idle: '空闲',
      written: '上方：这一拍写出的词元',
    },
    ofText: (text) => `文本 ${text}`,
    idle: '空闲',
  },

  slot: (slot, held, whole) => {
    if (held === null) return `槽位 ${slot}：空闲。`;
    const { token, text, recursion, comes, leaves } = held;
    if (whole) return `槽位 ${slot}：文本 ${text} 的${token}，走完全部层。`;
    return `槽位 ${slot}：文本 ${text} 的${token}${comes && recursion === 1 ? '进来，' : ''}走第 ${recursion} 遍${leaves ? '，然后离开' : ''}。`;
  },
  tick: (tick, inUse, slots, leaving, drawn, ms) =>
    `第 ${tick} 拍：${slotsOf(slots)}中 ${inUse} 个在用，${leaving === 0 ? '没有词元离开' : `${tokensOf(leaving)}离开`}，写出 ${tokensOf(drawn)}；${ms}。`,

  rates: ({ mor, vanilla, measured, byFlops }) => {
    if (vanilla === null) return `MoR 每秒写 ${mor} 个词元。`;
    const ratio = measured === null ? '' : `，前者是后者的 ${measured} 倍`;
    const expected = byFlops === null ? '' : `只按每个词元的 FLOPs 算，应为 ${byFlops} 倍。`;
    return `MoR 每秒写 ${mor} 个词元，普通 Transformer ${vanilla} 个${ratio}。${expected}`;
  },
  memory: (vanillaSlots, bytes, morSlots) =>
    `普通 Transformer ${slotsOf(vanillaSlots)}所占的内存（${bytes}）放得下 MoR 的 ${slotsOf(morSlots)}：参数一份，加上每段文本的键和值。`,
  status: {
    idle: '还没有运行。',
    opening: '正在打开批次。',
    running: '两个批次在这台设备上轮流运行；各自只在单独运行时计时。',
    paused: '已暂停。',
    finished: (texts) => `完成：每个模型写了 ${counted(texts, '段文本')}。`,
    stopped: '已停止。',
  },
  stale: '显示的结果来自其他提示或设置。按“重新运行”以使用现在的设置。',
  notes: {
    threshold: '无论上方如何选择，文本都在阈值规则下生成：top-k 需要尚未写出的词。',
    deeper: '四次递归时 MoR 有十层，普通 Transformer 有八层：普通 Transformer 走的路更短。',
    writes: '时间包含一切：写入键和值、抽取词元、调度本身。每秒词元数是整个批次的，包括读提示和收尾。',
    allocated: (mor, vanilla) =>
      `这里的键值缓冲区按最深的情况分配：${list([`MoR ${mor}`, ...(vanilla === null ? [] : [`普通 Transformer ${vanilla}`])])}。`,
  },
  failure: {
    kept: '已写出的内容会保留。',
    nothing: '没有写出任何内容。',
    useWasm: '改用 WASM',
  },

  figures: {
    rate: '每秒词元数',
    tick: '一拍',
    inUse: '在用的槽位',
    texts: '完成的文本',
    flops: '每写一个词元的 FLOPs',
    memory: '计入的内存',
    of: (value, of) => `${value} / ${of}`,
  },

  texts: {
    name: '文本',
    by: (name) => `${name}写的文本`,
    whose: '谁写的文本',
    text: (number) => `文本 ${number}`,
    waiting: '等待槽位',
    reading: '正在读提示',
    writing: (written) => `已写 ${tokensOf(written)}`,
    ended: (written, end) =>
      `${tokensOf(written)}；${{ tokens: '已达到要求的数量', 'end-of-text': '文本自行结束', 'context-full': '上下文已满' }[end]}`,
    all: (count) => `显示全部 ${count} 段文本`,
    fewer: '收起',
  },

  table: {
    ticks: (name) => `${name}的逐拍表格`,
    ticksCaption: (name) => `${name}的每一拍：槽位、进入、离开、写出、等待和时间`,
    heads: ['拍', '在用', '空闲', '进来', '离开', '写出', '等待', '时间'],
    texts: '文本表格',
    textsCaption: (name) => `${name}的每段文本：提示、写出的内容、平均深度和状态`,
    textHeads: ['文本', '提示', '写出', '平均深度', '状态'],
    last: (shown, all) => `共 ${all} 拍，显示最后 ${shown} 拍。`,
  },

  done: (rates) => `两个批次都已完成。${rates}`,
};
