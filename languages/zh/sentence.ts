import type { sentence as english } from '../en/sentence';

export const sentence: typeof english = {
  name: '文本',
  heading: {
    field: '随便输入点什么：每个词元自行决定要被思考几遍。',
    choose: '选一段文本：每个词元自行决定要被思考几遍。',
    neither: '文本中的每个词元被思考几遍',
  },
  examples: '示例',
  empty: '还没有可读的内容。',
  own: '这是你自己的文本。你输入的内容不会离开这台设备。',
  tokens: '个词元',
  leftOff: (count) => `舍去 ${count} 个`,
  undo: '撤销',
  reset: '重置',
  presets: {
    cat: {
      title: '猫坐在垫子上',
      lesson: '路由器决定每个词元在共享块里循环几遍：看看谁提前离开，谁留到最后。',
    },
    name: {
      title: '名字再次出现',
      lesson: '名字再次出现时更容易猜到：看看它是否还像第一次那样走得那么深。',
    },
    quotes: {
      title: '引号的开与合',
      lesson: '标点承载结构：比较引号和引号之间词语的深度。',
    },
    counting: {
      title: '数数',
      lesson: '规律不断重复：看看模型学会猜中哪些部分，这些部分是否走得更浅。',
    },
    leak: {
      title: '信息泄漏',
      lesson:
        '打开“因果性”，把最后一个词换成别的词：在 top-k 规则下，前面的词元可能改变深度，因为 top-k 会看到后文。',
    },
    stranger: {
      title: '没见过的词',
      lesson: '词表里没有的词会被拆成碎片：看看每个碎片走了多深。',
    },
  },
};
