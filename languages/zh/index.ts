import type { Messages } from '../messages';
import { about } from './about';
import { batching } from './batching';
import { cache } from './cache';
import { causality } from './causality';
import { commands } from './commands';
import { common } from './common';
import { cost } from './cost';
import { depth } from './depth';
import { errors } from './errors';
import { explore } from './explore';
import { flow } from './flow';
import { generate } from './generate';
import { home } from './home';
import { inspector } from './inspector';
import { notices } from './notices';
import { offline } from './offline';
import { results } from './results';
import { save } from './save';
import { sentence } from './sentence';
import { site } from './site';
import { speed } from './speed';
import { status } from './status';
import { switches } from './switches';
import { tokens } from './tokens';
import { trace } from './trace';
import { ui } from './ui';

/** All that the page says in Simplified Chinese. */
export const messages: Messages = {
  about,
  batching,
  cache,
  causality,
  commands,
  common,
  cost,
  depth,
  errors,
  explore,
  flow,
  generate,
  home,
  inspector,
  notices,
  offline,
  results,
  save,
  sentence,
  site,
  speed,
  status,
  switches,
  tokens,
  trace,
  ui,
};
