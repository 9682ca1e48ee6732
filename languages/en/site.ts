/** The bar at the top of every page, titles, and the pages that stand in for others. */
export const site = {
  name: 'MoR Explorer',
  navigation: 'Site',
  pages: { explore: 'Explore', learn: 'Learn', results: 'Results', teach: 'Teach' },
  skip: 'Skip to the content',
  language: 'Language',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  title: {
    home: 'MoR Explorer: watch a language model decide how long to think',
    explore: 'Explore · MoR Explorer',
    learn: 'Learn · MoR Explorer',
    glossary: 'Glossary · MoR Explorer',
    quiz: 'Quiz · MoR Explorer',
    results: 'Results · MoR Explorer',
    about: 'About · MoR Explorer',
    teach: 'For teachers · MoR Explorer',
    notFound: 'Not found · MoR Explorer',
  },
  notFound: {
    heading: 'There is no page at this address',
    body: 'The link may be old, or a letter of it is missing.',
    way: 'Go to the front page',
  },
};
