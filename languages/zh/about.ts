import type { Messages } from '../messages';

export const about: Messages['about'] = {
  title: '关于本站',
  what: 'MoR Explorer 在你的浏览器里运行小型混合递归（Mixture-of-Recursions）语言模型，并展示它们如何做决定。模型、训练器、计算内核和测量都是为本站做的；方法来自论文。',
  paper: '论文',
  data: '模型学习的文本',
  dataAside: '以模型卡片所载为准；权重和运行记录都由这些文本在本项目中得出',
  text: '文本',
  licence: '许可',
  note: '说明',
  code: '代码与权重',
  codeLicence: '代码采用 Apache-2.0。每个模型的卡片放在权重旁边，写明数据、词元数、损失和训练它的命令。',
  libraries: '页面使用的库',
  library: '库',
  version: '版本',
  privacy: '隐私',
  privacySentence:
    '没有账号，没有跟踪，不联系第三方：你输入的内容不会离开这台机器；保存在本机的东西（模型、语言选择、课程进度）你可以随时删除。',
  cite: '如何引用',
  citeWhat: '方法：',
  citeSite: '本站：写明名称、地址和访问日期。用“复制链接”得到的链接能让别人看到你看到的画面。',
};
