/** The About page. */
export const about = {
  title: 'About this site',
  what: 'MoR Explorer runs small Mixture-of-Recursions language models in your browser and shows how they decide. The models, the trainer, the kernels and the measurements were made for it; the method is that of the paper.',
  paper: 'The paper',
  data: 'What the models learned from',
  dataAside: 'as the model cards name it; the weights and the recorded runs are made here from these texts',
  text: 'Text',
  licence: 'Licence',
  note: 'Note',
  code: 'Code and weights',
  codeLicence:
    'The code is under Apache-2.0. Each model’s card, beside its weights, has its data, tokens, losses and the command that made it.',
  libraries: 'Libraries in the page',
  library: 'Library',
  version: 'Version',
  privacy: 'Privacy',
  privacySentence:
    'No account, no tracking, no third-party host: nothing you type leaves this machine, and what is kept on it (models, choice of language, progress in the lessons) you can remove.',
  cite: 'How to cite',
  citeWhat: 'The method:',
  citeSite:
    'This site: its name, its address and the day you looked. A link made with “Copy link” shows others what you saw.',
};
