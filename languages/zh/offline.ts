import type { Messages } from '../messages';

export const offline: Messages['offline'] = {
  open: '留作离线使用',
  title: '没有网络也能用',
  kept: (models) =>
    `本站已保存在这台设备上${models === 0 ? '' : `，含 ${models} 个模型`}，没有网络也能打开。`,
  notKept:
    '页面、课程和在这里选中的模型会保存在这台设备上，没有网络也能打开。在你按下按钮之前，什么都不会保存。',
  cannot:
    '此浏览器在这里无法保存页面：需要 https（或 localhost），且不能是隐私窗口。整个网站的副本可以放在任何静态文件服务器上运行。',
  notThisCopy: '这是开发中的副本，无法保存。',
  models: '要保存的模型',
  pages: '页面、课程、代码',
  takes: (bytes) => `共 ${bytes}`,
  room: (used, quota) => `此浏览器给本站 ${quota}，已用 ${used}。`,
  tight: '这超过了此浏览器的可用空间。',
  all: '全选',
  none: '全不选',
  alreadyHere: '已保存',
  keep: '保存',
  keepChosen: '把这些也保存',
  forget: '删除已保存的全部内容',
  forgotten: '已不再保存任何内容。',
  keepingSite: (done, total) => `正在保存页面：${done} / ${total} 个文件`,
  keepingModels: (done, total) => `正在保存模型：${done} / ${total}`,
  done: '已保存。现在可以断开网络了。',
  close: '关闭',
  newVersion: '网站有新版本了。',
  take: '重新载入新版本',
  takeHint: '文本和开关都在地址里，不会丢失。',
};
