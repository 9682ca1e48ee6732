import type { site as english } from '../en/site';

export const site: typeof english = {
  name: 'MoR Explorer',
  navigation: '站点',
  pages: { explore: '探索', learn: '学习', results: '结果', teach: '教学' },
  skip: '跳到正文',
  language: '语言',
  theme: '主题',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },
  title: {
    home: 'MoR Explorer：看语言模型决定想多久',
    explore: '探索 · MoR Explorer',
    learn: '学习 · MoR Explorer',
    glossary: '术语表 · MoR Explorer',
    quiz: '测验 · MoR Explorer',
    results: '结果 · MoR Explorer',
    about: '关于 · MoR Explorer',
    teach: '教师专页 · MoR Explorer',
    notFound: '页面不存在 · MoR Explorer',
  },
  notFound: {
    heading: '这个地址没有页面',
    body: '链接可能已失效，或者少了一个字母。',
    way: '前往首页',
  },
};
