import type { RoutingType } from '../config';
import { everyToken } from './every-token';
import { expertChoice } from './expert-choice';
import { randomChoice } from './random-choice';
import { routed } from './routed';
import type { Routing, RoutingContext } from './routing';
import { tokenChoice } from './token-choice';

const ROUTINGS: Readonly<Record<RoutingType, (context: RoutingContext) => Routing>> = {
  none: everyToken,
  expert: (context) => routed(expertChoice(context)),
  token: (context) => routed(tokenChoice(context)),
  random: randomChoice,
};

/** The routing of a forward pass; its owner disposes of it. */
export function openRouting(context: RoutingContext): Routing {
  return ROUTINGS[context.config.routing.type](context);
}
