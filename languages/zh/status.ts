import type { status as english } from '../en/status';

const from = (kept: boolean) => (kept ? '（取自浏览器存储）' : '');

export const status: typeof english = {
  backends: { auto: '最佳', webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' },
  badge: {
    title: '模型在哪里运行',
    looking: '正在寻找后端',
    notRunning: '未运行',
    device: (backend, adapter, software) =>
      `${backend}${adapter === null ? '' : ` · ${adapter}`}${software ? '（软件实现）' : ''}`,
    runsOn: (device, threads) =>
      `模型在本页内由 ${device} 运行${threads === null ? '' : `，使用 ${threads} 个线程`}。每个后端都先经过一次真实计算的检验才会启用。`,
    noAnswer: '尚无后端应答。',
    slow: '这里的 WebGPU 没有显卡，改在处理器上计算，速度较慢。在这台设备上 WASM 快得多。',
    rightNumbers: '计算结果正确',
    backend: '后端',
    weights: '权重',
    int8: (move) =>
      `使用 int8 时，该模型在留出文本上的损失每个词元最多变动 ${move} nats。无论选哪种，计算都以 float32 进行。`,
  },
  refused: (refusal) => {
    switch (refusal.why) {
      case 'no-webgpu':
        return '这个浏览器没有提供';
      case 'no-adapter':
        return '浏览器没有提供显卡';
      case 'software':
        return `这里没有显卡，只有用软件模拟显卡的 ${refusal.adapter}。在处理器上用 WASM 快得多；仍可选择 WebGPU 来使用它`;
      case 'not-started':
        return '设备无法启动';
      case 'not-loaded':
        return '代码无法加载';
      case 'wrong-numbers':
        return '计算结果不正确';
      case 'silent':
        return `${refusal.seconds} 秒内没有应答`;
      case 'failed':
        return `启动失败（${refusal.message}）`;
    }
  },
  run: {
    name: '运行',
    recorded: '录制的运行',
    mismatch: '与训练不符',
    fromFile: '来自文件：',
    runLive: '实时运行',
    modelComing: (loaded, total) => `模型 ${loaded} / ${total}`,
    onTheWay: '模型正在加载',
    liveOnTheWay: '实时模型正在加载',
    beforeFailure: '为出错前那次运行',
    live: (duration, backend) => `实时，${backend} 用时 ${duration}`,
    running: '运行中',
  },
  loading: {
    one: (model) => model,
    many: (count) => `${count} 个模型`,
    download: (what, loaded, total, kept) => `正在下载 ${what}${from(kept)}：${loaded} / ${total}`,
    verify: (what, loaded, total, kept) => `正在校验 ${what}${from(kept)}：${loaded} / ${total}`,
    prepare: (what, loaded, total, kept) => `正在准备 ${what}${from(kept)}：${loaded} / ${total}`,
  },
  failure: {
    kept: '你的文本和开关保持原样。',
    keptWithRecorded: '你的文本和开关保持原样，下方显示的是录制的运行。',
    keptWithLast: '你的文本和开关保持原样，下方显示的是上一次成功的运行。',
    retry: '重试',
  },
  summary: {
    name: '概要',
    view: (text, chosen, view) =>
      `文本：${text}。${chosen.map(([name, value]) => `${name}：${value}`).join('，')}。视图：${view}。`,
    amounts: (cache, flops) => `MoR 的 KV 缓存占 ${cache}，这段文本花费 ${flops}。`,
    nothingYet: '尚无运行。',
    keys: '按问号查看所有按键，按 Ctrl K 查看所有命令。',
  },
  notices: '通知',
  dismiss: '关闭',
  dismissThis: (message) => `关闭：${message}`,
};
