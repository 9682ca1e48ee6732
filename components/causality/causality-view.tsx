'use client';

import { Panel } from '../ui/panel';

/** What a later word does to earlier ones. */
export function CausalityView() {
  return <Panel title="What a later word does">{null}</Panel>;
}
