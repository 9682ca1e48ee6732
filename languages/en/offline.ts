/** Keeping the site for use without a network. */
export const offline = {
  open: 'Keep for offline use',
  title: 'Use without a network',
  kept: (models: number) =>
    `The site is kept on this device${models === 0 ? '' : models === 1 ? ', with one model' : `, with ${models} models`}. It opens without a network.`,
  notKept:
    'The pages, the lessons and the models chosen here are kept on this device, and open without a network. Nothing is kept before you press the button.',
  cannot:
    'This browser cannot keep the page here: it takes https (or localhost), and no private window. A copy of the whole site runs from any server of files.',
  notThisCopy: 'This copy of the site is one under development and cannot be kept.',
  models: 'Models to keep',
  pages: 'Pages, lessons, code',
  takes: (bytes: string) => `${bytes} in all`,
  room: (used: string, quota: string) => `This browser has ${quota} for the site; ${used} of it are in use.`,
  tight: 'That is more than this browser has room for.',
  all: 'All',
  none: 'None',
  alreadyHere: 'here already',
  keep: 'Keep',
  keepChosen: 'Keep these too',
  forget: 'Remove all that is kept',
  forgotten: 'Nothing is kept any more.',
  keepingSite: (done: number, total: number) => `Keeping the pages: ${done} of ${total} files`,
  keepingModels: (done: string, total: string) => `Keeping the models: ${done} of ${total}`,
  done: 'Kept. You can cut the network now.',
  close: 'Close',
  newVersion: 'A newer version of the site is here.',
  take: 'Reload with it',
  takeHint: 'Text and switches stand in the address and stay.',
};
