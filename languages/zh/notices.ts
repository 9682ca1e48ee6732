import type { MorErrorData } from '../../model/errors';
import type { Unreadable } from '../../model/unreadable';
import type { notices as english, Known } from '../en/notices';
import { errors } from './errors';
import { status } from './status';

type Switches = Parameters<(typeof english)['nearest']>[0];

const routings = { expert: '专家选择路由', token: '词元选择路由', random: '随机路由' };
const caches = { 'recursion-wise': '逐递归缓存', shared: '递归共享缓存' };

const inWords = ({ routing, cache, recursions, model }: Switches) =>
  [
    routing && routings[routing],
    cache && caches[cache],
    recursions && `${recursions} 次递归`,
    model && `${model} 规模`,
  ]
    .filter(Boolean)
    .join('、');

const knownInWords = (known: Known) => {
  if ('values' in known) return known.values.join('、');
  if ('any' in known) return known.any === 'flags' ? '0 和 1' : '整数';
  return `${known.from} 到 ${known.to} 之间的${known.whole ? '整数' : '数'}`;
};

function whyUnreadable(unreadable: Unreadable): string {
  switch (unreadable.why) {
    case 'not-json':
      return '它不是 JSON';
    case 'no-trace':
      return '其中没有运行记录';
    case 'no-mor-trace':
      return '其中没有 MoR 模型的运行记录';
    case 'not-one-text':
      return '其中的运行记录不属于同一段文本';
    case 'other-model':
      return '有一份运行记录放在了别的模型的位置上';
    case 'parts':
      return '各部分彼此对不上';
    case 'too-large':
      return `文件大于 ${unreadable.mebibytes} MiB`;
    case 'format':
      return `它的格式不是“${unreadable.format}”`;
    case 'version':
      return `${unreadable.of === 'file' ? '文件' : '其中的运行记录'}是第 ${unreadable.found} 版，本页读取第 ${unreadable.read} 版`;
    case 'field': {
      const { field, expected, received } = unreadable;
      return expected === null ? `${field} 的内容不对` : `${field} 应为 ${expected}，实际为 ${received}`;
    }
    case 'config':
      return '其中一个模型的配置自相矛盾';
  }
}

const told = (error: MorErrorData) => errors.say(error).message;

export const notices: typeof english = {
  nearest: (wanted, moved) => `没有按“${inWords(wanted)}”训练过的模型，改为显示“${inWords(moved)}”。`,
  badParameter: (key, value, used, known) =>
    `链接要求 ${key}=${value}，本页不认识这个值，${used === null ? '已忽略' : `改用 ${used}`}。可用的值：${knownInWords(known)}。`,
  textCapped: (limit) => `文本超出本页可保留的长度：只保留了前 ${limit.toLocaleString('zh-CN')} 个字符。`,
  textTooLongForLink: (limit) =>
    `文本保留在本页，但太长，无法放进链接（上限 ${limit.toLocaleString('zh-CN')} 个字符，非拉丁文字更少）：现在生成的链接会以第一个示例打开。`,
  file: ({ name, error, unreadable }) => {
    const { message, remedy } = errors.say(error);
    return `“${name}”未打开，页面保持原样。${unreadable === null ? message : `${whyUnreadable(unreadable)}。`}${remedy}`;
  },
  otherBackend: (wanted, refused, used) => {
    const why = refused === null ? '' : `：${status.refused(refused)}`;
    return `${status.backends[wanted]} 在这里无法使用${why}。改由 ${status.backends[used]} 运行。`;
  },
  restarted: (error, backend) => `${told(error)}文本和设置已保留；改由 ${backend} 继续。`,
  onlyRecorded: (error) => `${told(error)}仍可查看录制的示例：请选择给出的文本，并使用默认开关。`,
  unverified:
    '本页不是通过 https 打开的，浏览器因此不提供校验和，也不保存模型：只核对了文件大小，每次访问都会重新获取模型。',
};
