import type { MorErrorCode } from '../../model/errors';
import type { errors as english } from '../en/errors';

/** What happened and what can be done, for all errors of a code; what this one knows stands in its own sentence. */
const ERRORS: { readonly [code in MorErrorCode]: { readonly message: string; readonly remedy: string } } = {
  'E-CONFIG': {
    message: '模型的 config.json 无法读取、自相矛盾，或要求本程序没有的功能。',
    remedy:
      '请选择其他模型。若是自己的模型，请使用本项目训练程序写出的文件夹，或 Hugging Face 格式的普通 Llama 检查点。',
  },
  'E-TOKENIZER': {
    message: '模型的 tokenizer.json 不是 Hugging Face 格式。',
    remedy: '请选择其他模型，或用 tokenizers 库重新写出分词器。',
  },
  'E-WEIGHTS-MISSING': {
    message: '服务器上缺少模型的某个文件，或文件中缺少配置要求的张量。',
    remedy: '请选择其他模型。若是自己的站点，请完整发布 public/models。',
  },
  'E-WEIGHTS-TRUNCATED': {
    message: '文件不完整：收到的字节数少于应有的数量。',
    remedy: '请按“重试”；通常是连接中断所致。',
  },
  'E-WEIGHTS-CORRUPT': {
    message: '文件的校验和不对、长度超出，或含有非有限的数值。',
    remedy: '请绕过浏览器缓存重新加载页面；改动文件的代理也可能是原因。',
  },
  'E-WEIGHTS-SHAPE': {
    message: '文件中某个张量的形状或类型与配置不符。',
    remedy: '请使用同一个模型的配置和权重。',
  },
  'E-MANIFEST': {
    message: '模型列表 models/index.json 缺失，或格式不对。',
    remedy: '请按“重试”。若是自己的站点，请用 training/export.py 重新写出该列表。',
  },
  'E-MODEL-UNKNOWN': {
    message: '列表中没有这个名称的模型，或没有符合当前开关的模型。',
    remedy: '请改用其他开关，或按“重置”。',
  },
  'E-NETWORK': {
    message: '服务器没有应答、返回了错误，或连接中断。',
    remedy: '请检查网络连接，然后按“重试”。',
  },
  'E-BACKEND': {
    message: 'WebGPU、WASM 和普通 CPU 都试过了，没有一个算出正确的结果。',
    remedy: '请使用新版 Chrome、Edge、Firefox 或 Safari；若有策略禁止 WebAssembly，请允许它。',
  },
  'E-DEVICE-LOST': {
    message: '图形设备丢失了：驱动被重置、电脑休眠，或被其他程序占用。',
    remedy: '会由下一个后端接替；想回到 WebGPU，请重新加载页面。',
  },
  'E-OUT-OF-MEMORY': {
    message: '设备或浏览器没有足够的内存来运行模型。',
    remedy: '请缩短文本、选择更小的模型或关闭其他标签页，然后按“重试”。',
  },
  'E-WORKER': {
    message: '计算线程无法启动、崩溃、没有按时完成，或被浏览器终止。',
    remedy: '请按“重试”。若再次发生，请关闭其他标签页或重新加载页面。',
  },
  'E-TEXT-EMPTY': {
    message: '没有可运行的文本。',
    remedy: '请输入文字，或选一个示例。',
  },
  'E-TRACE': {
    message: '运行记录无法读取，或者没有为这段文本录制过。',
    remedy:
      '请打开由本页或 npm run mor -- analyze --trace 写出的文件；要看录制的运行，请使用给出的示例和默认开关。',
  },
  'E-RESULTS': {
    message: '结果文件 results/index.json 无法获取，或格式不对。',
    remedy: '请重新加载页面。若是自己的站点，请用 npm run results 重新写出该文件。',
  },
  'E-OFFLINE': {
    message:
      '本站点未能保存到这台设备：浏览器没有可用的存储（普通 http 或隐私窗口）、有文件未能下载，或磁盘已满。',
    remedy: '请在隐私窗口之外通过 https 或 localhost 打开本页，腾出磁盘空间，然后再按一次该按钮。',
  },
  'E-CONTEXT': {
    message: '文本已占满模型的上下文，没有位置再写下一个词元。',
    remedy: '请缩短文本，或按“滑动”：模型将从文本最新的一段接着写，看不到更早的内容。',
  },
  'E-BATCHING': {
    message: '当前后端不能把处于不同深度的多段文本成批一起计算。',
    remedy: '请在页面顶部的后端处选择 WASM，然后再次运行。',
  },
  'E-INPUT': {
    message: '请求中指定的层、词元或设置是该模型没有的。',
    remedy: '请更正请求。',
  },
  'E-INTERNAL': {
    message: '本页中出现了不应发生的故障。',
    remedy: '请按“重试”。若再次发生，请附上下面这句话反馈给我们。',
  },
};

export const errors: typeof english = {
  say: ({ code, message }) => ({ ...ERRORS[code], original: message }),
};
